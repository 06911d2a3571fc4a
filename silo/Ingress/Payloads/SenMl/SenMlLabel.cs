namespace CityActors.Silo.Ingress.Payloads.SenMl;

/// <summary>Fields of a SenML record; the numbers are their CBOR labels (RFC 8428, table 4).</summary>
internal enum SenMlLabel
{
    BaseVersion = -1,
    BaseName = -2,
    BaseTime = -3,
    BaseUnit = -4,
    BaseValue = -5,
    BaseSum = -6,
    Name = 0,
    Unit = 1,
    Value = 2,
    StringValue = 3,
    BooleanValue = 4,
    Sum = 5,
    Time = 6,
    UpdateTime = 7,
    DataValue = 8,

    /// <summary>
    /// The device's own number of the message, for this record and those after it. Not of the RFC, which lets records carry fields of
    /// other names; by name also in CBOR.
    /// </summary>
    Sequence = 99,

    /// <summary>A field of another name: passed over, unless it ends in an underscore.</summary>
    Other = 100,
}

/// <summary>JSON names of the fields.</summary>
internal static class SenMlLabels
{
    /// <summary>The field of a JSON name.</summary>
    public static SenMlLabel Of(ReadOnlySpan<byte> name) => name switch
    {
        [(byte)'n'] => SenMlLabel.Name,
        [(byte)'v'] => SenMlLabel.Value,
        [(byte)'t'] => SenMlLabel.Time,
        [(byte)'u'] => SenMlLabel.Unit,
        [(byte)'s'] => SenMlLabel.Sum,
        [(byte)'v', (byte)'s'] => SenMlLabel.StringValue,
        [(byte)'v', (byte)'b'] => SenMlLabel.BooleanValue,
        [(byte)'v', (byte)'d'] => SenMlLabel.DataValue,
        [(byte)'u', (byte)'t'] => SenMlLabel.UpdateTime,
        [(byte)'b', (byte)'n'] => SenMlLabel.BaseName,
        [(byte)'b', (byte)'t'] => SenMlLabel.BaseTime,
        [(byte)'b', (byte)'u'] => SenMlLabel.BaseUnit,
        [(byte)'b', (byte)'v'] => SenMlLabel.BaseValue,
        [(byte)'b', (byte)'s'] => SenMlLabel.BaseSum,
        [(byte)'b', (byte)'v', (byte)'e', (byte)'r'] => SenMlLabel.BaseVersion,
        _ => name.SequenceEqual("sequence"u8) ? SenMlLabel.Sequence : SenMlLabel.Other,
    };
}
