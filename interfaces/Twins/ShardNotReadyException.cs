namespace CityActors.Twins;

/// <summary>A shard cannot answer now: it replays the log, or it failed and tries again. Ask again later.</summary>
[GenerateSerializer, Alias("city.ShardNotReadyException")]
public sealed class ShardNotReadyException : Exception
{
    /// <summary>Names the partition and the reason.</summary>
    public ShardNotReadyException(int partition, string reason)
        : base($"Partition {partition} cannot answer now: {reason}") => Partition = partition;

    /// <summary>Partition that was asked.</summary>
    [Id(0)]
    public int Partition { get; }
}
