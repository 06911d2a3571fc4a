namespace CityActors.Silo.Log.Reading;

/// <summary>
/// Where a sequence of a partition lies: for each page the sequences that its partitions stood at when it began. Bounded: beyond
/// <see cref="PagesMax"/> pages, of the older half only the first page of each segment is kept, and a reader walks from there.
/// </summary>
/// <param name="segmentBytes">Bytes of a segment.</param>
internal sealed class PageIndex(long segmentBytes)
{
    /// <summary>Pages kept before the index is thinned out.</summary>
    public const int PagesMax = 4096;

    private readonly Lock gate = new();
    private List<(long Address, long[] Next)> pages = [];

    /// <summary>A page begins.</summary>
    /// <param name="address">Its address, above all earlier ones.</param>
    /// <param name="next">Next sequence of each partition at its beginning; the index's own from now on.</param>
    public void Add(long address, long[] next)
    {
        lock (gate)
        {
            pages.Add((address, next));
            if (pages.Count > PagesMax)
            {
                var half = pages.Count / 2;
                pages = [.. pages.Where((page, place) => place >= half || page.Address % segmentBytes == 0)];
            }
        }
    }

    /// <summary>Address of the newest page that begins at or below a sequence of a partition.</summary>
    /// <returns>-1 when the sequence lies below what is retained.</returns>
    public long Find(int partition, long sequence)
    {
        lock (gate)
        {
            int low = 0, high = pages.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (pages[middle].Next[partition] <= sequence)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low == 0 ? -1 : pages[low - 1].Address;
        }
    }

    /// <summary>Sequences at the beginning of the page at an address; null when the index has it not.</summary>
    public long[]? At(long address)
    {
        lock (gate)
        {
            var place = Place(address);
            return place < pages.Count && pages[place].Address == address ? pages[place].Next : null;
        }
    }

    /// <summary>Sequences at the beginning of the first page; null when there is none.</summary>
    public long[]? First()
    {
        lock (gate)
        {
            return pages.Count > 0 ? pages[0].Next : null;
        }
    }

    /// <summary>Forgets the pages that begin below an address: they were dropped.</summary>
    public void DropBelow(long address)
    {
        lock (gate)
        {
            pages.RemoveRange(0, Place(address));
        }
    }

    /// <summary>Forgets the pages that begin at or above an address: they were cut off.</summary>
    public void CutAt(long address)
    {
        lock (gate)
        {
            var place = Place(address);
            pages.RemoveRange(place, pages.Count - place);
        }
    }

    private int Place(long address)
    {
        int low = 0, high = pages.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (pages[middle].Address < address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
