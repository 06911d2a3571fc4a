namespace CityActors.Silo.Ingress.Payloads.SenMl;

/// <summary>
/// Reads SenML CBOR (RFC 8428, section 6): an array of maps with integer labels; JSON names are accepted as labels too. Numbers may
/// be integers, floats or decimal fractions (tag 4).
/// </summary>
internal static class SenMlCborParser
{
    private const int DepthMax = 8;
    private const ulong DecimalFraction = 4;

    /// <summary>
    /// Reads a pack. A pack that is refused as a whole leaves nothing in <paramref name="into"/>; else bad records are refused in
    /// there.
    /// </summary>
    /// <returns>Null when the pack could be read.</returns>
    public static PayloadRefusal? Parse(ReadOnlySpan<byte> payload, long nowMs, PayloadReadings into)
    {
        var count = into.Count;
        var refusals = into.Refused.Length;
        var reader = new CborSpanReader(payload);
        var pack = new SenMlPack(into, nowMs);
        var refusal = Read(ref reader, ref pack, into);
        if (refusal is null && !reader.AtEnd)
        {
            refusal = new PayloadRefusal(RefusalReason.Syntax, $"Expected the end after the pack at byte {reader.Offset}.", 0);
        }

        if (refusal is not null)
        {
            into.CutTo(count);
            into.CutRefusalsTo(refusals);
        }

        return refusal;
    }

    private static PayloadRefusal? Read(ref CborSpanReader reader, ref SenMlPack pack, PayloadReadings into)
    {
        var item = reader.Next();
        if (item != CborItem.Array)
        {
            return new PayloadRefusal(RefusalReason.Syntax, $"Expected a CBOR array of SenML records, got {item}.", 0);
        }

        var indefinite = reader.IsIndefinite;
        for (var left = reader.Argument; indefinite || left > 0; left--)
        {
            item = reader.Next();
            if (indefinite && item == CborItem.Break)
            {
                break;
            }

            if (item != CborItem.Map)
            {
                return Broken(item, reader.Offset, pack.Record + 1, "a record (map)");
            }

            var refusal = ReadRecord(ref reader, ref pack, into) ?? pack.Refusal;
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private static PayloadRefusal? ReadRecord(ref CborSpanReader reader, ref SenMlPack pack, PayloadReadings into)
    {
        pack.Begin();
        var indefinite = reader.IsIndefinite;
        for (var left = reader.Argument; indefinite || left > 0; left--)
        {
            var item = reader.Next();
            if (indefinite && item == CborItem.Break)
            {
                break;
            }

            if (!TryLabel(ref reader, item, ref pack, out var label))
            {
                return Broken(item, reader.Offset, pack.Record, "a label");
            }

            item = reader.Next();
            if (!TryValue(ref reader, item, label, ref pack, into))
            {
                return Broken(item, reader.Offset, pack.Record, "a value");
            }
        }

        pack.End();
        return null;
    }

    private static bool TryLabel(ref CborSpanReader reader, CborItem item, ref SenMlPack pack, out SenMlLabel label)
    {
        label = SenMlLabel.Other;
        switch (item)
        {
            case CborItem.Unsigned or CborItem.Negative:
                if (reader.Number is >= -6 and <= 8)
                {
                    label = (SenMlLabel)(int)reader.Number;
                }

                return true;
            case CborItem.Text when !reader.IsIndefinite:
                if (!reader.TryTake(out var name))
                {
                    return false;
                }

                label = SenMlLabels.Of(name);
                if (label == SenMlLabel.Other)
                {
                    pack.Unknown(name);
                }

                return true;
            default:
                return false;
        }
    }

    private static bool TryValue(ref CborSpanReader reader, CborItem item, SenMlLabel label, ref SenMlPack pack, PayloadReadings into)
    {
        switch (item)
        {
            case CborItem.Unsigned or CborItem.Negative or CborItem.Float:
                pack.Number(label, reader.Number);
                return true;
            case CborItem.False or CborItem.True:
                pack.Boolean(label, item == CborItem.True);
                return true;
            case CborItem.Text when !reader.IsIndefinite:
                if (!reader.TryTake(out var text))
                {
                    return false;
                }

                pack.Text(label, label == SenMlLabel.Other ? default : into.Keep(text));
                return true;
            case CborItem.Tag when reader.Argument == DecimalFraction:
                if (!reader.TryDecimalFraction(out var number))
                {
                    return false;
                }

                pack.Number(label, number);
                return true;
            case CborItem.Bytes when label == SenMlLabel.DataValue && !reader.IsIndefinite:
                pack.Text(label, default);
                return reader.TryTake(out _);
            default:
                pack.Misfit(label, $"a CBOR {item}");
                return reader.TrySkip(item, DepthMax);
        }
    }

    private static PayloadRefusal Broken(CborItem came, int offset, int record, string expected) => new(
        RefusalReason.Syntax,
        came == CborItem.Broken
            ? $"Record {record}: expected {expected}, the CBOR ends or is broken at byte {offset}."
            : $"Record {record}: expected {expected} before byte {offset}, got {came} or its contents end too early.",
        record);
}
