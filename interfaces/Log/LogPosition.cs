namespace CityActors.Log;

/// <summary>
/// The place of one record in the city log. Positions of one partition are totally ordered;
/// positions of different partitions say nothing about each other.
/// </summary>
/// <param name="Generation">Number of the log generation; it grows when the number of partitions is changed offline.</param>
/// <param name="Partition">Partition, from 0.</param>
/// <param name="Sequence">Number of the record in its partition, from 0, without gaps.</param>
[GenerateSerializer, Immutable, Alias("city.LogPosition")]
public readonly record struct LogPosition(
    [property: Id(0)] int Generation,
    [property: Id(1)] int Partition,
    [property: Id(2)] long Sequence)
{
    /// <summary>Generation, partition and sequence joined by dots, e.g. <c>1.7.120044</c>.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Generation}.{Partition}.{Sequence}");

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <returns>False when the text is not three non-negative integers joined by dots.</returns>
    public static bool TryParse(string? text, out LogPosition position)
    {
        position = default;
        var parts = (text ?? "").Split('.');
        if (parts.Length != 3
            || !int.TryParse(parts[0], out var generation) || generation < 0
            || !int.TryParse(parts[1], out var partition) || partition < 0
            || !long.TryParse(parts[2], out var sequence) || sequence < 0)
        {
            return false;
        }

        position = new LogPosition(generation, partition, sequence);
        return true;
    }
}
