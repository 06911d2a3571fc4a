using CityActors.Twins.Channels;

namespace CityActors.Domain.Commands;

/// <summary>Whether a reported value is the desired one.</summary>
public static class Agreement
{
    /// <summary>
    /// Numbers agree within the tolerance; codes and texts by their letters, whichever of the two a channel reports; all else exactly.
    /// </summary>
    public static bool Holds(in TwinValue desired, double tolerance, in TwinValue reported) => (desired.Kind, reported.Kind) switch
    {
        (ValueKind.Number, ValueKind.Number) => Math.Abs(desired.Number - reported.Number) <= tolerance,
        (ValueKind.Code or ValueKind.Text, ValueKind.Code or ValueKind.Text) =>
            string.Equals(desired.Text, reported.Text, StringComparison.Ordinal),
        _ => desired.Kind == reported.Kind && desired.Bits == reported.Bits,
    };
}
