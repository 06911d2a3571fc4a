using System.Globalization;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Silo.Ingress.Payloads.SenMl;

/// <summary>
/// The meaning of SenML (RFC 8428), whatever its encoding: base fields, relative times, names. Records go in field by field.
/// A name is <c>urn:ngsi-ld:{Type}:{local}/{channel}</c>, or the channel alone where the topic or path names the twin.
/// A sum becomes a reading of the channel <c>{channel}.sum</c>. A field <c>sequence</c> (not of the RFC) is the device's own number
/// of the message; it holds for the records that follow too, as base fields do.
/// </summary>
internal ref struct SenMlPack(PayloadReadings into, long nowMs)
{
    private const int VersionMax = 10;
    private const string SumSuffix = ".sum";

    private Slice baseName;
    private Slice baseUnit;
    private double baseTime;
    private double baseValue;
    private double baseSum;
    private bool hasBaseValue;
    private bool hasBaseSum;
    private uint sequence;

    private Slice name;
    private Slice unit;
    private Slice text;
    private double value;
    private double sum;
    private double time;
    private bool flag;
    private bool hasBase;
    private bool hasSum;
    private int values;
    private ValueKind kind;
    private PayloadRefusal? recordRefusal;

    /// <summary>Records begun so far.</summary>
    public int Record { get; private set; }

    /// <summary>Why the pack as a whole is refused; null while it is not.</summary>
    public PayloadRefusal? Refusal { get; private set; }

    /// <summary>A record begins.</summary>
    public void Begin()
    {
        Record++;
        name = unit = text = default;
        value = sum = time = 0;
        flag = hasBase = hasSum = false;
        values = 0;
        kind = ValueKind.None;
        recordRefusal = null;
    }

    /// <summary>A field with a number.</summary>
    public void Number(SenMlLabel label, double number)
    {
        var finite = double.IsFinite(number);
        if (!finite && label != SenMlLabel.Other)
        {
            Refuse(label, RefusalReason.Range, $"Expected a finite number in field {label}, got one that is infinite or not a number");
            return;
        }

        switch (label)
        {
            case SenMlLabel.BaseVersion:
                if (number > VersionMax)
                {
                    var version = number.ToString(CultureInfo.InvariantCulture);
                    Refuse(label, RefusalReason.MustUnderstand, $"Expected SenML version {VersionMax} or older, got {version}");
                }

                break;
            case SenMlLabel.BaseTime: baseTime = number; hasBase = true; break;
            case SenMlLabel.BaseValue: baseValue = number; hasBase = hasBaseValue = true; break;
            case SenMlLabel.BaseSum: baseSum = number; hasBase = hasBaseSum = true; break;
            case SenMlLabel.Time: time = number; break;
            case SenMlLabel.Sum: sum = number; hasSum = true; break;
            case SenMlLabel.UpdateTime or SenMlLabel.Other: break;
            case SenMlLabel.Sequence: Numbered(number); break;
            case SenMlLabel.Value: value = number; kind = ValueKind.Number; values++; break;
            default: Misfit(label, "a number"); break;
        }
    }

    /// <summary>A field with a text that is kept in the readings.</summary>
    public void Text(SenMlLabel label, Slice kept)
    {
        switch (label)
        {
            case SenMlLabel.BaseName: baseName = kept; hasBase = true; break;
            case SenMlLabel.BaseUnit: baseUnit = kept; hasBase = true; break;
            case SenMlLabel.Name: name = kept; break;
            case SenMlLabel.Unit: unit = kept; break;
            case SenMlLabel.Other: break;
            case SenMlLabel.DataValue:
                Refuse(
                    label, RefusalReason.Type,
                    "Expected a number, string or boolean, got binary data (vd), which channels do not carry");
                values++;
                break;
            case SenMlLabel.StringValue:
                text = kept;
                kind = ReadingValues.KindOfText(into.Bytes(kept));
                values++;
                if (kind == ValueKind.None)
                {
                    Refuse(label, RefusalReason.TooLarge,
                        $"Expected a text of at most {ReadingValues.TextBytesMax} bytes of UTF-8, got {kept.Length} bytes");
                }

                break;
            default: Misfit(label, "a text"); break;
        }
    }

    /// <summary>A field with true or false.</summary>
    public void Boolean(SenMlLabel label, bool value)
    {
        if (label == SenMlLabel.BooleanValue)
        {
            flag = value;
            kind = ValueKind.Boolean;
            values++;
        }
        else if (label != SenMlLabel.Other)
        {
            Misfit(label, "a boolean");
        }
    }

    /// <summary>A field whose value is of a kind that SenML does not know there.</summary>
    public void Misfit(SenMlLabel label, string came)
    {
        if (label != SenMlLabel.Other)
        {
            Refuse(label, RefusalReason.Type, $"Field {label} cannot be {came}");
        }
    }

    /// <summary>A field of an unknown name, which must be understood when it ends in an underscore.</summary>
    public void Unknown(ReadOnlySpan<byte> field)
    {
        if (!field.IsEmpty && field[^1] == '_')
        {
            Refusal ??= new PayloadRefusal(
                RefusalReason.MustUnderstand, $"Record {Record}: the field {ReadingValues.Show(field)} must be understood and is not.",
                Record);
        }
    }

    /// <summary>The record is complete: it becomes a reading, a refusal, or nothing when it only sets base fields.</summary>
    public void End()
    {
        if (recordRefusal is { } refusal)
        {
            into.Refuse(refusal.Reason, Record, refusal.Detail);
            return;
        }

        if (values == 0 && hasBase && name.IsEmpty && !hasSum)
        {
            return;
        }

        if (values == 0 && hasBaseValue)
        {
            kind = ValueKind.Number;
            values = 1;
        }

        var withSum = hasSum || hasBaseSum;
        if (values != 1 && !(values == 0 && withSum))
        {
            into.Refuse(RefusalReason.Value, Record, $"Record {Record}: expected exactly one value (v, vs or vb), got {values}.");
            return;
        }

        Resolve(withSum);
    }

    private void Numbered(double number)
    {
        hasBase = true;
        if (number is >= 1 and <= uint.MaxValue && number == Math.Floor(number))
        {
            sequence = (uint)number;
        }
        else
        {
            Refuse(SenMlLabel.Sequence, RefusalReason.Range, "Expected sequence to be a whole number from 1 to 4294967295");
        }
    }

    private readonly void Resolve(bool withSum)
    {
        var full = into.Join(baseName, name);
        if (!TrySplit(full, out var twin, out var channel))
        {
            into.Refuse(RefusalReason.Name, Record,
                $"Record {Record}: expected a channel name or urn:ngsi-ld:Type:local/channel, got {ReadingValues.Show(into.Bytes(full))}.");
            return;
        }

        if (!ObservedTime.TryFromSenMl(baseTime + time, nowMs, out var observedAtMs))
        {
            into.Refuse(RefusalReason.Range, Record, $"Record {Record}: {ObservedTime.OutOfRange((baseTime + time) * 1000)}");
            return;
        }

        var number = value + baseValue;
        var total = sum + baseSum;
        if (!double.IsFinite(number) || !double.IsFinite(total))
        {
            into.Refuse(RefusalReason.Range, Record, $"Record {Record}: base and value add up to more than a number can hold.");
            return;
        }

        if (values == 1)
        {
            Add(twin, channel, observedAtMs, kind, kind == ValueKind.Boolean ? (flag ? 1 : 0) : ReadingValues.Bits(number));
        }

        if (withSum)
        {
            var bytes = into.Reserve(channel.Length + SumSuffix.Length);
            into.Bytes(channel).CopyTo(bytes);
            System.Text.Encoding.ASCII.GetBytes(SumSuffix, bytes[channel.Length..]);
            var sumChannel = into.Commit(bytes.Length);
            if (ReadingValues.IsChannel(into.Bytes(sumChannel)))
            {
                Add(twin, sumChannel, observedAtMs, ValueKind.Number, ReadingValues.Bits(total));
            }
        }
    }

    private readonly void Add(Slice twin, Slice channel, long observedAtMs, ValueKind of, long bits)
    {
        var said = unit.IsEmpty ? baseUnit : unit;
        ref var item = ref into.Add();
        item.TwinForm = twin.IsEmpty ? TwinForm.Topic : TwinForm.Urn;
        item.Twin = twin;
        item.Channel = channel;
        item.Unit = ReadingValues.IsUnit(into.Bytes(said)) ? said : default;
        item.Kind = of;
        item.Bits = of is ValueKind.Code or ValueKind.Text ? 0 : bits;
        item.Text = of is ValueKind.Code or ValueKind.Text ? text : default;
        item.ObservedAtMs = observedAtMs;
        item.Sequence = sequence;
        item.Record = Record;
    }

    private readonly bool TrySplit(Slice full, out Slice twin, out Slice channel)
    {
        twin = default;
        channel = full;
        var bytes = into.Bytes(full);
        if (bytes.StartsWith("urn:ngsi-ld:"u8))
        {
            var slash = bytes.LastIndexOf((byte)'/');
            if (slash < 0)
            {
                return false;
            }

            twin = new Slice(full.Start, slash);
            channel = new Slice(full.Start + slash + 1, full.Length - slash - 1);
        }

        return ReadingValues.IsChannel(into.Bytes(channel));
    }

    private void Refuse(SenMlLabel label, string reason, string sentence)
    {
        var refusal = new PayloadRefusal(reason, $"Record {Record}: {sentence}.", Record);
        if (label is < 0)
        {
            Refusal ??= refusal;
        }
        else
        {
            recordRefusal ??= refusal;
        }
    }
}
