namespace CityActors.Web.Api.Live;

/// <summary>Whole numbers of one to nine bytes, small ones in few: seven bits a byte, the last byte first bit clear.</summary>
internal sealed class VariableNumbers(byte[]? source = null)
{
    private readonly MemoryStream written = new();
    private int read;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => written.GetBuffer().AsSpan(0, (int)written.Length);

    /// <summary>Whether everything has been read.</summary>
    public bool IsAtEnd => read == source!.Length;

    /// <summary>Writes a number, not negative.</summary>
    public void Write(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        for (; number > 0x7F; number >>= 7)
        {
            written.WriteByte((byte)(number | 0x80));
        }

        written.WriteByte((byte)number);
    }

    /// <summary>Reads a number.</summary>
    /// <returns>False when there is none, or it is larger than allowed.</returns>
    public bool TryRead(long most, out long number)
    {
        number = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            if (read >= source!.Length)
            {
                return false;
            }

            var one = source[read++];
            number |= (long)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return number <= most;
            }
        }

        return false;
    }
}
