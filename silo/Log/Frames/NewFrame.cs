namespace CityActors.Silo.Log.Frames;

/// <summary>A frame that is to be appended.</summary>
internal struct NewFrame
{
    /// <summary>The log gives the first sequence.</summary>
    public const long NextSequence = -1;

    /// <summary>Partition.</summary>
    public int Partition;

    /// <summary>Records or changes in it.</summary>
    public int Count;

    /// <summary>First sequence it speaks of; <see cref="NextSequence"/>: the next of its partition, set when it is added.</summary>
    public long First;

    /// <summary>Number of sequences it speaks of, at least 1.</summary>
    public long Span;

    /// <summary>Arrival, Unix milliseconds.</summary>
    public long ArrivedAtMs;

    /// <summary>Tenant.</summary>
    public string Tenant;

    /// <summary>Actor.</summary>
    public string Actor;

    /// <summary>UTF-8 bytes of the tenant.</summary>
    public int TenantBytes;

    /// <summary>UTF-8 bytes of the actor.</summary>
    public int ActorBytes;

    /// <summary>Tenant, actor and body, the log's own from now on.</summary>
    public ReadOnlyMemory<byte> Variable;
}
