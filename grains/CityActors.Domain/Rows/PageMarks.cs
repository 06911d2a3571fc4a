using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace CityActors.Domain.Rows;

/// <summary>Remembers which pages changed since the last snapshot and since their hash was taken.</summary>
internal sealed class PageMarks
{
    private const byte Both = 3;
    private const byte Captured = 1;
    private const byte Hashed = 2;
    private byte[] changed = [];
    private ulong[] hashes = [];

    /// <summary>A page changes now.</summary>
    public void Touch(int page)
    {
        if (page >= changed.Length)
        {
            var pages = Math.Max(page + 1, changed.Length * 2);
            Array.Resize(ref changed, pages);
            Array.Resize(ref hashes, pages);
        }

        changed[page] = Both;
    }

    /// <summary>Whether a page changed since the last capture; asking counts as capturing it.</summary>
    public bool TakeForCapture(int page)
    {
        if (page >= changed.Length || (changed[page] & Captured) == 0)
        {
            return false;
        }

        changed[page] &= unchecked((byte)~Captured);
        return true;
    }

    /// <summary>Adds the hash of every page of a section to <paramref name="total"/>, hashing only what changed.</summary>
    public void AddHashes(ISection section, XxHash3 total)
    {
        var pages = section.PageCount;
        if (pages > hashes.Length)
        {
            Touch(pages - 1);
        }

        for (var page = 0; page < pages; page++)
        {
            if ((changed[page] & Hashed) != 0)
            {
                hashes[page] = XxHash3.HashToUInt64(section.Copy(page));
                changed[page] &= unchecked((byte)~Hashed);
            }
        }

        total.Append(MemoryMarshal.AsBytes(hashes.AsSpan(0, pages)));
    }
}
