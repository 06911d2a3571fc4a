namespace CityActors.Silo.History;

/// <summary>
/// The number under which rows of a channel are kept: generation of the log, partition and channel handle in one integer, so that a row
/// says its whole position and the write path looks nothing up. A twin that was deleted and registered again has a new handle, and so
/// has every twin in a new generation: one channel may have several of them, and the newer one is the larger one.
/// </summary>
internal static class SeriesKey
{
    /// <summary>Largest generation.</summary>
    public const int GenerationMax = short.MaxValue;

    /// <summary>Largest partition.</summary>
    public const int PartitionMax = ushort.MaxValue;

    /// <summary>Packs.</summary>
    public static long Of(int generation, int partition, int handle) =>
        ((long)generation << 48) | ((long)partition << 32) | (uint)handle;

    /// <summary>Generation of the log.</summary>
    public static int Generation(long series) => (int)(series >> 48);

    /// <summary>Partition.</summary>
    public static int Partition(long series) => (int)(series >> 32) & PartitionMax;
}
