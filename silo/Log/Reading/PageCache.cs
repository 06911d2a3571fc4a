using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log.Reading;

/// <summary>
/// The pages read last, so that the readers of many partitions, who go through the log at about the same pace, read and check each page
/// once between them.
/// </summary>
/// <param name="files">Files of the log.</param>
/// <param name="pagesMax">Pages kept.</param>
internal sealed class PageCache(SegmentFiles files, int pagesMax)
{
    private readonly Lock gate = new();
    private readonly LinkedList<(long Address, long Until, Task<LogPage> Page)> pages = new();

    /// <summary>The page at an address, read at least up to <paramref name="until"/>.</summary>
    public Task<LogPage> Get(long address, long until)
    {
        lock (gate)
        {
            for (var node = pages.First; node is not null; node = node.Next)
            {
                if (node.Value.Address != address)
                {
                    continue;
                }

                pages.Remove(node);
                if (node.Value.Until >= until && !node.Value.Page.IsFaulted)
                {
                    pages.AddFirst(node);
                    return node.Value.Page;
                }

                break;
            }

            var page = LogPage.Read(files, address, until);
            pages.AddFirst((address, until, page));
            if (pages.Count > pagesMax)
            {
                pages.RemoveLast();
            }

            return page;
        }
    }

    /// <summary>Forgets what was read: part of it was cut off.</summary>
    public void Clear()
    {
        lock (gate)
        {
            pages.Clear();
        }
    }
}
