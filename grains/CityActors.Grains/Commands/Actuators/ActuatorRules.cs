using System.Globalization;
using CityActors.Commands;
using CityActors.Domain.Commands;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Commands.Actuators;

/// <summary>What a request may ask of an actuator. A breach says what would be allowed.</summary>
internal static class ActuatorRules
{
    /// <summary>Checks a request that names an actuator.</summary>
    /// <exception cref="CommandRefusedException">Value or time to live are not what the channel takes.</exception>
    /// <exception cref="ArgumentException">Key or reason are not such.</exception>
    public static void Check(CommandRequest request, Actuator actuator)
    {
        if (!Takes(actuator, request.Value))
        {
            throw new CommandRefusedException(
                CommandRefusedException.BadValue,
                $"Channel '{actuator.Channel}' of a {actuator.Type}: expected {Expected(actuator)}, got {Shown(request.Value)}.");
        }

        if (request.TimeToLive is { } span && (span < TimeSpan.FromSeconds(1) || span > actuator.TimeToLiveMax))
        {
            throw new CommandRefusedException(
                CommandRefusedException.BadValue,
                $"Channel '{actuator.Channel}' of a {actuator.Type}: expected a time to live from 1 s to "
                    + $"{actuator.TimeToLiveMax}, got {span}.");
        }

        CheckText(request.Key, CommandRecords.KeyLengthMax, "an idempotency key");
        if (request.Key is "")
        {
            throw new ArgumentException("Expected an idempotency key of at least 1 character, got an empty one.");
        }

        CheckText(request.Why, CommandRecords.ReasonLengthMax, "a reason");
    }

    /// <summary>A text that people or programs give along must be short and printable.</summary>
    public static void CheckText(string? text, int lengthMax, string what)
    {
        if (text is not null && (text.Length > lengthMax || text.Any(char.IsControl)))
        {
            throw new ArgumentException($"Expected {what} of at most {lengthMax} printable characters, got {text.Length}.");
        }
    }

    /// <summary>What a channel takes, in words.</summary>
    public static string Expected(Actuator actuator) => actuator.Kind switch
    {
        ValueKind.Number => string.Create(
            CultureInfo.InvariantCulture, $"a number from {Bound(actuator.Least)} to {Bound(actuator.Largest)}"),
        ValueKind.Boolean => "true or false",
        ValueKind.Code => $"one of {string.Join(", ", actuator.Words)}",
        _ => $"a text of 1-{actuator.LengthMax} printable characters",
    };

    private static bool Takes(Actuator actuator, TwinValue value) => actuator.Kind switch
    {
        ValueKind.Number => value.Kind == ValueKind.Number && double.IsFinite(value.Number)
            && !(value.Number < actuator.Least) && !(value.Number > actuator.Largest),
        ValueKind.Boolean => value.Kind == ValueKind.Boolean,
        ValueKind.Code => value.Kind == ValueKind.Code && actuator.Words.Contains(value.Text ?? ""),
        _ => value.Kind == ValueKind.Text && value.Text is { Length: > 0 } text && text.Length <= actuator.LengthMax
            && !text.Any(char.IsControl),
    };

    private static string Bound(double? bound) => bound?.ToString("R", CultureInfo.InvariantCulture) ?? "anything";

    private static string Shown(TwinValue value)
    {
        var text = value.ToString();
        return $"{value.Kind.ToString().ToLowerInvariant()} '{(text.Length <= 80 ? text : text[..80] + "…")}'";
    }
}
