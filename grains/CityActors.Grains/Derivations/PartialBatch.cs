using CityActors.Grains.Twins.Writing;

namespace CityActors.Grains.Derivations;

/// <summary>Partials on their way to the partitions that they are for.</summary>
internal sealed class PartialBatch
{
    /// <summary>Records for each partition.</summary>
    public SortedDictionary<int, RecordBatch> Owners { get; } = [];

    /// <summary>Number of partials.</summary>
    public int Count { get; set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; set; }

    /// <summary>The records for a partition.</summary>
    public RecordBatch Of(int owner)
    {
        if (!Owners.TryGetValue(owner, out var records))
        {
            Owners.Add(owner, records = new RecordBatch());
        }

        return records;
    }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        Owners.Clear();
        (Count, Bytes) = (0, 0);
    }
}
