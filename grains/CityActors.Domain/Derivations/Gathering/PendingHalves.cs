using CityActors.Domain.Derivations.Sums;
using CityActors.Domain.Log;

namespace CityActors.Domain.Derivations.Gathering;

/// <summary>
/// Values and weights of a term that wait for each other: a channel that was just registered may come behind the others of its twin by
/// many readings. The oldest beyond the limit go.
/// </summary>
internal sealed class PendingHalves
{
    /// <summary>Most halves that wait.</summary>
    public const int HalvesMax = 64;

    private readonly List<(long AtMs, bool IsValue, double Number)> halves = [];

    /// <summary>Takes a half; one of the same moment is replaced.</summary>
    /// <param name="atMs">When it was observed.</param>
    /// <param name="isValue">Whether it is the value; else the weight.</param>
    /// <param name="number">The number; NaN when it is no good.</param>
    /// <param name="other">The other half, when it was there.</param>
    /// <returns>Whether both halves are there; then nothing of that moment or before waits any more.</returns>
    public bool Take(long atMs, bool isValue, double number, out double other)
    {
        other = double.NaN;
        var isBoth = false;
        for (var i = halves.Count - 1; i >= 0; i--)
        {
            if (halves[i].AtMs == atMs && halves[i].IsValue != isValue)
            {
                (isBoth, other) = (true, halves[i].Number);
            }
        }

        for (var i = halves.Count - 1; i >= 0; i--)
        {
            if (isBoth ? halves[i].AtMs <= atMs : halves[i].AtMs == atMs && halves[i].IsValue == isValue)
            {
                halves.RemoveAt(i);
            }
        }

        if (!isBoth)
        {
            halves.Add((atMs, isValue, number));
            if (halves.Count > HalvesMax)
            {
                halves.RemoveAt(0);
            }
        }

        return isBoth;
    }

    /// <summary>Writes the fields.</summary>
    public static void Write(RecordWriter writer, PendingHalves? pending)
    {
        writer.Number(pending?.halves.Count ?? 0);
        foreach (var (atMs, isValue, number) in pending?.halves ?? [])
        {
            TermSums.Write(writer.Number(atMs).Number(isValue ? 1 : 0), number);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static PendingHalves? Read(ref RecordReader fields)
    {
        PendingHalves? pending = null;
        for (var count = fields.Number(); count > 0; count--)
        {
            (pending ??= new PendingHalves()).halves.Add((fields.Number(), fields.Number() != 0, TermSums.ReadDouble(ref fields)));
        }

        return pending;
    }
}
