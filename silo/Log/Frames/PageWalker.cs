using System.Buffers.Binary;

namespace CityActors.Silo.Log.Frames;

/// <summary>
/// Walks over the frames of one page as it lies on disk. FasterLog writes a frame's length (4 bytes), the frame, zeros up to a multiple of
/// four; a frame never crosses a page, what is left of a page is zero.
/// </summary>
/// <param name="page">The page, as far as it is there.</param>
/// <param name="pageBytes">Bytes of a whole page.</param>
/// <param name="start">Where the first frame begins.</param>
internal ref struct PageWalker(ReadOnlySpan<byte> page, int pageBytes, int start)
{
    private readonly ReadOnlySpan<byte> page = page;

    /// <summary>Offset after the last whole frame.</summary>
    public int Position { get; private set; } = start;

    /// <summary>Offset of the frame read last, behind its length.</summary>
    public int FrameOffset { get; private set; }

    /// <summary>Header of the frame read last.</summary>
    public FrameHeader Header { get; private set; }

    /// <summary>What is wrong at <see cref="Position"/>; null when the page simply ends there.</summary>
    public string? Damage { get; private set; }

    /// <summary>The frame read last.</summary>
    public readonly ReadOnlySpan<byte> Frame => page.Slice(FrameOffset, Header.Length);

    /// <summary>Goes to the next whole frame.</summary>
    /// <returns>False at the end of the page and at a damage.</returns>
    public bool Next()
    {
        Damage = null;
        var rest = page[Position..];
        if (rest.IndexOfAnyExcept((byte)0) < 0)
        {
            return false;
        }

        if (rest.Length < sizeof(int))
        {
            Damage = "a frame is incomplete";
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        if (length < FrameHeader.Bytes || length > pageBytes - Position - sizeof(int))
        {
            Damage = length == 0 ? "zeros stand where a frame should begin" : "a length stands there that no frame has";
            return false;
        }

        if (length > rest.Length - sizeof(int))
        {
            Damage = "a frame is incomplete";
            return false;
        }

        Damage = FrameHeader.Read(rest.Slice(sizeof(int), length), out var header);
        if (Damage is not null)
        {
            return false;
        }

        FrameOffset = Position + sizeof(int);
        Header = header;
        Position = Math.Min(page.Length, Position + FrameEntry.AllocatedBytes(length));
        return true;
    }

    /// <summary>After a damage: goes to the next whole frame further on in the page, whatever lies between.</summary>
    /// <returns>False when there is none.</returns>
    public bool Resume()
    {
        var from = Position + sizeof(int) + 1;
        while (from < page.Length)
        {
            var found = page[from..].IndexOf(FrameHeader.Magic);
            if (found < 0)
            {
                break;
            }

            var before = Position;
            Position = from + found - sizeof(int);
            if (Position % sizeof(int) == 0 && Next())
            {
                return true;
            }

            Position = before;
            from += found + 1;
        }

        Position = page.Length;
        return false;
    }
}
