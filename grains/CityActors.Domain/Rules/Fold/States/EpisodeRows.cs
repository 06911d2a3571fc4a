using CityActors.Domain.Rows;

namespace CityActors.Domain.Rules.Fold.States;

/// <summary>The broken rules of a partition, by twin. Twins that keep to their rules have no row here.</summary>
internal sealed class EpisodeRows(int section, int most)
{
    private readonly Dictionary<int, int> firstOfTwin = [];

    /// <summary>The rows.</summary>
    public ReusedRows<EpisodeRow> Rows { get; } = new(section, most);

    /// <summary>How many of them time alone can move on.</summary>
    public int Timed { get; private set; }

    /// <summary>Place of a twin's first row; -1 when it has none.</summary>
    public int First(int twin) => Rows.Count > 0 && firstOfTwin.TryGetValue(twin, out var place) ? place : -1;

    /// <summary>Place of the row of a rule and a twin; -1 when there is none.</summary>
    public int Find(int twin, int rule)
    {
        var place = First(twin);
        while (place >= 0 && Rows[place].Rule != rule)
        {
            place = Rows[place].Next;
        }

        return place;
    }

    /// <summary>Adds the row of a rule and a twin.</summary>
    /// <returns>Its place; -1 when there is no room.</returns>
    public int Open(in EpisodeRow row)
    {
        var place = Rows.Take(row with { Next = First(row.Twin) });
        if (place >= 0)
        {
            firstOfTwin[row.Twin] = place;
            Timed += row.IsTimed ? 1 : 0;
        }

        return place;
    }

    /// <summary>Moves a row on.</summary>
    public void Turn(int place, EpisodePhase phase, long sinceMs)
    {
        ref var row = ref Rows.Change(place);
        Timed -= row.IsTimed ? 1 : 0;
        (row.Phase, row.SinceMs) = (phase, sinceMs);
        Timed += row.IsTimed ? 1 : 0;
    }

    /// <summary>Removes a row.</summary>
    public void Close(int place)
    {
        var row = Rows[place];
        Timed -= row.IsTimed ? 1 : 0;
        var before = First(row.Twin);
        if (before == place)
        {
            if (row.Next < 0)
            {
                firstOfTwin.Remove(row.Twin);
            }
            else
            {
                firstOfTwin[row.Twin] = row.Next;
            }
        }
        else
        {
            while (Rows[before].Next != place)
            {
                before = Rows[before].Next;
            }

            Rows.Change(before).Next = row.Next;
        }

        Rows.Free(place);
    }

    /// <summary>The rows were taken back from a snapshot: finds the first row of every twin.</summary>
    public void Restore()
    {
        var isNext = new HashSet<int>();
        for (var place = 0; place < Rows.End; place++)
        {
            if (Rows[place] is { IsFree: false, Next: >= 0 } row)
            {
                isNext.Add(row.Next);
            }
        }

        for (var place = 0; place < Rows.End; place++)
        {
            if (!Rows[place].IsFree)
            {
                Timed += Rows[place].IsTimed ? 1 : 0;
                if (!isNext.Contains(place))
                {
                    firstOfTwin.Add(Rows[place].Twin, place);
                }
            }
        }
    }
}
