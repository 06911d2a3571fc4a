using System.Runtime.InteropServices;

namespace CityActors.Domain.Twins;

/// <summary>A twin's live row, 48 bytes. Its layout is part of the snapshot format.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct TwinRow
{
    /// <summary>Where it is, packed; <see cref="Changes.ChangeWriter.NoPlace"/>.</summary>
    public long Place;

    /// <summary>When it was registered, Unix milliseconds.</summary>
    public long RegisteredAtMs;

    /// <summary>When anything of it changed last, arrival time.</summary>
    public long ChangedAtMs;

    /// <summary>Place of the id's bytes in the heap.</summary>
    public uint IdAt;

    /// <summary>Handle of its first channel; -1 when it has none.</summary>
    public int FirstChannel;

    /// <summary>Number of the road segment it was matched to; -1 when none.</summary>
    public int Segment;

    /// <summary>Silence after which it expires, seconds; 0: never.</summary>
    public int ExpiresAfterSeconds;

    /// <summary>Length of the id, bytes.</summary>
    public ushort IdLength;

    /// <summary>Word of the type.</summary>
    public ushort Type;

    /// <summary>Number of the zone it is bound to, from 1; 0 outside every zone.</summary>
    public ushort Zone;

    /// <summary>Whether it is deleted or expired.</summary>
    public TwinFlags Flags;

    /// <summary>Registered and not deleted.</summary>
    public readonly bool Exists => (Flags & TwinFlags.Deleted) == 0;

    /// <summary>Neither deleted nor expired.</summary>
    public readonly bool Live => (Flags & (TwinFlags.Deleted | TwinFlags.Expired)) == 0;
}

/// <summary>What may be true of a twin.</summary>
[Flags]
internal enum TwinFlags : ushort
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Deleted: the row is a tombstone.</summary>
    Deleted = 1,

    /// <summary>Silent for longer than its time to live.</summary>
    Expired = 2,
}
