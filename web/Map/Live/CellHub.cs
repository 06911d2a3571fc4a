namespace CityActors.Web.Map.Live;

/// <summary>Shares one stream subscription a cell among all open maps of this process.</summary>
internal sealed class CellHub(IClusterClient client)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, CellWatch> cells = [];

    /// <summary>Cells that are followed now.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return cells.Count;
            }
        }
    }

    /// <summary>Lets a listener hear a cell; to be ended by <see cref="Leave"/>, also when this fails.</summary>
    public Task Follow(long cell, ICellListener listener)
    {
        CellWatch? watch;
        lock (gate)
        {
            if (!cells.TryGetValue(cell, out watch))
            {
                cells.Add(cell, watch = new CellWatch(cell, client));
            }

            watch.Users++;
        }

        return watch.Add(listener);
    }

    /// <summary>Ends a <see cref="Follow"/>.</summary>
    public async Task Leave(long cell, ICellListener listener)
    {
        CellWatch? watch;
        lock (gate)
        {
            if (!cells.TryGetValue(cell, out watch))
            {
                return;
            }
        }

        try
        {
            await watch.Remove(listener);
        }
        finally
        {
            lock (gate)
            {
                if (--watch.Users == 0)
                {
                    cells.Remove(cell);
                }
            }
        }
    }
}
