namespace CityActors.Domain.Rows;

/// <summary>Texts that are added and never change, in pages of 64 KiB; a text does not cross pages.</summary>
internal sealed class Utf8Heap(int section) : ISection
{
    private const int PageBytes = 64 * 1024;
    private readonly PageMarks marks = new();
    private byte[][] pages = [];
    private int[] used = [];

    /// <inheritdoc/>
    public int Number => section;

    /// <inheritdoc/>
    public int PageCount => pages.Length;

    /// <inheritdoc/>
    public PageMarks Marks => marks;

    /// <summary>The bytes at a place.</summary>
    public ReadOnlySpan<byte> this[uint at, int length] => pages[at / PageBytes].AsSpan((int)(at % PageBytes), length);

    /// <summary>Adds a text of at most 64 KiB.</summary>
    /// <returns>Its place.</returns>
    public uint Add(ReadOnlySpan<byte> text)
    {
        var page = pages.Length - 1;
        if (page < 0 || used[page] + text.Length > PageBytes)
        {
            page++;
            Volatile.Write(ref pages, [.. pages, new byte[PageBytes]]);
            used = [.. used, 0];
        }

        var at = used[page];
        text.CopyTo(pages[page].AsSpan(at));
        used[page] += text.Length;
        marks.Touch(page);
        return checked((uint)(((long)page * PageBytes) + at));
    }

    /// <inheritdoc/>
    public byte[] Copy(int page) => pages[page].AsSpan(0, used[page]).ToArray();

    /// <inheritdoc/>
    public void Restore(int page, ReadOnlySpan<byte> bytes)
    {
        var whole = new byte[PageBytes];
        bytes.CopyTo(whole);
        pages = [.. pages, whole];
        used = [.. used, bytes.Length];
        marks.Touch(page);
    }
}
