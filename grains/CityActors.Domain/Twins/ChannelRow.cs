using System.Runtime.InteropServices;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Twins;

/// <summary>A channel's live row, 48 bytes. Its layout is part of the snapshot format.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ChannelRow
{
    private const int StateBits = 16;

    /// <summary>Bits of the value as <see cref="TwinValue"/> has them; the word's number of a code; nothing of a text.</summary>
    public long Bits;

    /// <summary>Device time of the value, Unix milliseconds.</summary>
    public long ObservedAtMs;

    /// <summary>Gateway time of the value, Unix milliseconds.</summary>
    public long ArrivedAtMs;

    /// <summary>The device's newest message number; 0 when it gives none.</summary>
    public uint DeviceSequence;

    /// <summary>Handle of the twin.</summary>
    public int Twin;

    /// <summary>Handle of the twin's next channel; -1 at the end.</summary>
    public int Next;

    /// <summary>Word of the name.</summary>
    public ushort Name;

    /// <summary>Word of the unit; 0 when none is known.</summary>
    public ushort Unit;

    private long sequenceAndState;

    /// <summary>Log record of the value, up to 2^47.</summary>
    public readonly long Sequence => sequenceAndState >> StateBits;

    /// <summary>Kind of the value.</summary>
    public readonly ValueKind Kind => (ValueKind)(byte)sequenceAndState;

    /// <summary>Quality of the value.</summary>
    public readonly Quality Quality => (Quality)(byte)(sequenceAndState >> 8);

    /// <summary>Sets where the value came from and what it is.</summary>
    public void Set(long sequence, ValueKind kind, Quality quality) =>
        sequenceAndState = (sequence << StateBits) | (uint)((byte)quality << 8) | (byte)kind;
}
