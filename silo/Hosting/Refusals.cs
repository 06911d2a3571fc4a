using CityActors.Silo.Log.Recovery;
using Microsoft.AspNetCore.Connections;

namespace CityActors.Silo.Hosting;

/// <summary>Turns what the rooms say when they cannot begin into one sentence and an exit code.</summary>
internal static class Refusals
{
    /// <summary>The refusal of a start.</summary>
    public static StartRefusedException Of(Exception cause) => cause as StartRefusedException
        ?? new StartRefusedException(Sentence(cause) ?? cause.Message, StartRefusedException.NotPossibleNow, cause);

    /// <summary>What to tell the person who started it; null when the cause is a fault of ours, which needs its stack trace.</summary>
    public static string? Sentence(Exception cause) => cause switch
    {
        StartRefusedException or LogDamagedException or IOException or InvalidDataException => cause.Message,
        AddressInUseException => "Another program took a port while the city started; start it again.",
        UnauthorizedAccessException => $"Not allowed: {cause.Message}",
        _ when cause.InnerException is { } inner => Sentence(inner),
        _ => null,
    };
}
