using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Silo.Ingress.Payloads;

/// <summary>How a reading says which twin it is of.</summary>
internal enum TwinForm : byte
{
    /// <summary>It does not: it is of the twin that the topic or path names.</summary>
    Topic = 0,

    /// <summary>By URN.</summary>
    Urn = 1,

    /// <summary>By the measurement and tags of a line of InfluxDB line protocol, as they stand there.</summary>
    Series = 2,
}

/// <summary>One complete reading as a payload says it. Names and texts lie in the <see cref="PayloadReadings"/> it came in.</summary>
internal struct ParsedReading
{
    /// <summary>How <see cref="Twin"/> is to be read.</summary>
    public TwinForm TwinForm;

    /// <summary>Kind of the value, never None.</summary>
    public ValueKind Kind;

    /// <summary>URN or series; empty for <see cref="TwinForm.Topic"/>.</summary>
    public Slice Twin;

    /// <summary>A valid channel name.</summary>
    public Slice Channel;

    /// <summary>Unit; empty when none was said.</summary>
    public Slice Unit;

    /// <summary>The word or text, valid UTF-8.</summary>
    public Slice Text;

    /// <summary>Value of a number, boolean or position, as in <see cref="TwinValue.Bits"/>.</summary>
    public long Bits;

    /// <summary>Device time, Unix milliseconds.</summary>
    public long ObservedAtMs;

    /// <summary>The device's own number of the message; 0 when it has none.</summary>
    public uint Sequence;

    /// <summary>Number of the record or line it came in, from 1.</summary>
    public int Record;
}
