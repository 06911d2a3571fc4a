using System.Text;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Commands;

/// <summary>Writes and reads the records of commands. Their fields in order are part of the data format.</summary>
public static class CommandRecords
{
    /// <summary>Longest idempotency key, characters.</summary>
    public const int KeyLengthMax = 128;

    /// <summary>Longest reason, of an actor or a device, characters.</summary>
    public const int ReasonLengthMax = 500;

    /// <summary>Longest time from the request to the last moment of acceptance, and from there to the outcome: 31 days.</summary>
    public const long SpanMsMax = 31L * 24 * 3600 * 1000;

    private const int ChannelLengthMax = 64;

    /// <summary>A twin is to do something.</summary>
    public static void Command(this RecordWriter writer, CommandOrder order)
    {
        writer.Begin(RecordKind.Command).Text(order.Twin).Text(order.Channel);
        CommandPicture.Write(writer, order.Value);
        writer.Number(BitConverter.DoubleToInt64Bits(order.Tolerance)).Text(order.Key).Text(order.Why)
            .Number(order.ExpiresAtMs).Number(order.OutcomeWithinMs).End();
    }

    /// <summary>What became of a command.</summary>
    public static void CommandOutcome(this RecordWriter writer, in CommandOutcome outcome) =>
        writer.Begin(RecordKind.CommandOutcome, (byte)outcome.Kind).Number(outcome.Command).Text(outcome.Twin).Text(outcome.Reason)
            .End();

    /// <summary>Reads what <see cref="Command"/> wrote.</summary>
    /// <exception cref="FormatException">A field is missing or is not what it must be.</exception>
    internal static CommandOrder ReadOrder(ref RecordReader record)
    {
        var order = new CommandOrder(
            record.RequiredText(), record.RequiredText(), CommandPicture.ReadValue(ref record),
            BitConverter.Int64BitsToDouble(record.Number()), record.Text(), record.Text(), record.Number(), record.Number());
        Must(TwinId.IsValid(order.Twin), "a twin", order.Twin);
        Must(order.Channel.Length is > 0 and <= ChannelLengthMax, "a channel", order.Channel);
        Must(IsSound(order.Value), "a value", order.Value.ToString());
        Must(double.IsFinite(order.Tolerance) && order.Tolerance >= 0, "a tolerance", "another number");
        Must(order.Key is null or { Length: > 0 and <= KeyLengthMax }, "a key or none", "one too long");
        Must(order.Why is null or { Length: <= ReasonLengthMax }, "a reason or none", "one too long");
        Must(order.OutcomeWithinMs is > 0 and <= SpanMsMax, "a time for the outcome", "none");
        return order;
    }

    /// <summary>Reads what <see cref="CommandOutcome"/> wrote.</summary>
    /// <exception cref="FormatException">A field is missing or is not what it must be.</exception>
    internal static CommandOutcome ReadOutcome(ref RecordReader record)
    {
        var kind = (OutcomeKind)record.Sub;
        var outcome = new CommandOutcome(record.Number(), record.RequiredText(), kind, record.Text());
        Must(Enum.IsDefined(kind), "a known outcome", ((byte)kind).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Must(outcome.Reason is null or { Length: <= ReasonLengthMax }, "a reason or none", "one too long");
        return outcome;
    }

    private static bool IsSound(in TwinValue value) => value.Kind switch
    {
        ValueKind.Number => double.IsFinite(value.Number) && value.Text is null,
        ValueKind.Boolean => value.Bits is 0 or 1 && value.Text is null,
        ValueKind.Code or ValueKind.Text => value.Text is { } text && Encoding.UTF8.GetByteCount(text) <= RecordWriter.TextBytesMax,
        ValueKind.Position => Place.Of(value.Bits).IsValid && value.Text is null,
        _ => false,
    };

    private static void Must(bool holds, string expected, string came)
    {
        if (!holds)
        {
            throw new FormatException($"A record of a command: expected {expected}, got {(came.Length <= 80 ? came : came[..80])}.");
        }
    }
}
