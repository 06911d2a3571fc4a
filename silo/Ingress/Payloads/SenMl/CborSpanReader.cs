using System.Buffers.Binary;

namespace CityActors.Silo.Ingress.Payloads.SenMl;

/// <summary>What a CBOR item is (RFC 8949), as far as SenML needs it.</summary>
internal enum CborItem : byte
{
    /// <summary>The bytes end here, or are no CBOR.</summary>
    Broken = 0,
    Unsigned,
    Negative,
    Bytes,
    Text,
    Array,
    Map,
    Tag,
    False,
    True,
    Float,
    Simple,

    /// <summary>End of an item of indefinite length.</summary>
    Break,
}

/// <summary>Reads CBOR item by item over a span. Never throws, never reads beyond the end, and allocates nothing.</summary>
internal ref struct CborSpanReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> data = data;

    /// <summary>Byte the next item starts at.</summary>
    public int Offset { get; private set; }

    /// <summary>Argument of the item read last: a number, a length, or the bits of a half, single or double.</summary>
    public ulong Argument { get; private set; }

    /// <summary>Whether the item read last is of indefinite length.</summary>
    public bool IsIndefinite { get; private set; }

    /// <summary>The number read last, when the item was a number.</summary>
    public double Number { get; private set; }

    /// <summary>Whether everything has been read.</summary>
    public readonly bool AtEnd => Offset >= data.Length;

    /// <summary>Reads the head of the next item; strings' bytes follow with <see cref="TryTake"/>.</summary>
    public CborItem Next()
    {
        if (AtEnd)
        {
            return CborItem.Broken;
        }

        var initial = data[Offset++];
        var major = initial >> 5;
        var info = initial & 31;
        IsIndefinite = info == 31;
        Argument = (ulong)info;
        if (info is > 23 and < 31 && !TryArgument(info))
        {
            return CborItem.Broken;
        }

        if (IsIndefinite && major is 0 or 1 or 6)
        {
            return CborItem.Broken;
        }

        switch (major)
        {
            case 0: Number = Argument; return CborItem.Unsigned;
            case 1: Number = -1.0 - Argument; return CborItem.Negative;
            case 2: return CborItem.Bytes;
            case 3: return CborItem.Text;
            case 4: return CborItem.Array;
            case 5: return CborItem.Map;
            case 6: return CborItem.Tag;
            default: return Simple(info);
        }
    }

    /// <summary>The bytes of a string of the length in <see cref="Argument"/>.</summary>
    public bool TryTake(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (Argument > (ulong)(data.Length - Offset))
        {
            return false;
        }

        bytes = data.Slice(Offset, (int)Argument);
        Offset += (int)Argument;
        return true;
    }

    /// <summary>The number of a decimal fraction, <c>[exponent, mantissa]</c>, after its tag.</summary>
    public bool TryDecimalFraction(out double number)
    {
        number = 0;
        if (Next() != CborItem.Array || IsIndefinite || Argument != 2 || Next() is not (CborItem.Unsigned or CborItem.Negative))
        {
            return false;
        }

        var exponent = Number;
        if (Next() is not (CborItem.Unsigned or CborItem.Negative))
        {
            return false;
        }

        // A power of ten up to 22 is exact, so that one division or multiplication rounds as the decimal text would.
        number = exponent switch
        {
            < 0 and >= -22 => Number / Math.Pow(10, -exponent),
            _ => Number * Math.Pow(10, exponent),
        };
        return true;
    }

    /// <summary>Passes over what follows the head of an item.</summary>
    /// <param name="item">The item whose head was read.</param>
    /// <param name="depth">How deep it may go on nesting.</param>
    public bool TrySkip(CborItem item, int depth)
    {
        switch (item)
        {
            case CborItem.Broken or CborItem.Break:
                return false;
            case CborItem.Bytes or CborItem.Text when !IsIndefinite:
                return TryTake(out _);
            case CborItem.Tag:
                return depth > 0 && TrySkip(Next(), depth - 1);
            case CborItem.Array or CborItem.Map or CborItem.Bytes or CborItem.Text:
                return depth > 0 && TrySkipContents(item, depth - 1);
            default:
                return true;
        }
    }

    private bool TrySkipContents(CborItem item, int depth)
    {
        var indefinite = IsIndefinite;
        var left = item == CborItem.Map && !indefinite ? Argument * 2 : Argument;
        if (!indefinite && (Argument > (ulong)data.Length || left > (ulong)(data.Length - Offset)))
        {
            return false;
        }

        for (; indefinite || left > 0; left--)
        {
            var next = Next();
            if (indefinite && next == CborItem.Break)
            {
                return true;
            }

            if (!TrySkip(next, depth))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryArgument(int info)
    {
        var bytes = info switch { 24 => 1, 25 => 2, 26 => 4, 27 => 8, _ => 0 };
        if (bytes == 0 || data.Length - Offset < bytes)
        {
            return false;
        }

        var at = data.Slice(Offset, bytes);
        Offset += bytes;
        Argument = bytes switch
        {
            1 => at[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(at),
            4 => BinaryPrimitives.ReadUInt32BigEndian(at),
            _ => BinaryPrimitives.ReadUInt64BigEndian(at),
        };
        return true;
    }

    private CborItem Simple(int info)
    {
        switch (info)
        {
            case 20: return CborItem.False;
            case 21: return CborItem.True;
            case 25: Number = (double)BitConverter.UInt16BitsToHalf((ushort)Argument); return CborItem.Float;
            case 26: Number = BitConverter.UInt32BitsToSingle((uint)Argument); return CborItem.Float;
            case 27: Number = BitConverter.UInt64BitsToDouble(Argument); return CborItem.Float;
            case 31: return CborItem.Break;
            default: return CborItem.Simple;
        }
    }
}
