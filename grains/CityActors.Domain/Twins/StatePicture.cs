using CityActors.Domain.Log;
using CityActors.Domain.Map;
using CityActors.Domain.Snapshots;
using CityActors.Domain.Twins.Fold;

namespace CityActors.Domain.Twins;

/// <summary>State → pages, pages → state.</summary>
internal static class StatePicture
{
    private const int HeaderSection = 0;

    public static SnapshotCapture Capture(ShardState state, bool full)
    {
        var sections = state.Sections;
        var counts = new int[sections.Max(static section => section.Number) + 1];
        counts[HeaderSection] = 1;
        var pages = new List<SnapshotPage> { new(HeaderSection, 0, StateHeader.Write(state)) };
        foreach (var section in sections)
        {
            counts[section.Number] = section.PageCount;
            for (var page = 0; page < section.PageCount; page++)
            {
                if (section.Marks.TakeForCapture(page) || full)
                {
                    pages.Add(new SnapshotPage(section.Number, page, section.Copy(page)));
                }
            }
        }

        return new SnapshotCapture
        {
            Generation = state.Generation,
            Partition = state.Partition,
            Sequence = state.Sequence,
            FoldVersion = ShardFold.Version,
            StateHash = state.Hash(),
            Full = full,
            PageCounts = counts,
            Pages = pages,
        };
    }

    public static ShardState Restore(SnapshotCapture whole, int partitions)
    {
        var state = new ShardState(whole.Generation, whole.Partition, partitions);
        try
        {
            Fill(state, whole);
        }
        catch (Exception damage) when (damage is FormatException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException)
        {
            throw new InvalidDataException(
                $"The snapshot of partition {whole.Partition} at {whole.Sequence} cannot be read: {damage.Message}", damage);
        }

        if (whole.FoldVersion == ShardFold.Version && state.Hash() != whole.StateHash)
        {
            throw new InvalidDataException(
                $"The snapshot of partition {whole.Partition} at {whole.Sequence} should have hash {whole.StateHash:x16}, "
                + $"it has {state.Hash():x16}.");
        }

        return state;
    }

    private static void Fill(ShardState state, SnapshotCapture whole)
    {
        var pages = whole.Pages.ToDictionary(static page => (page.Section, page.Index), static page => page.Bytes);
        StateHeader.Read(state, pages[(HeaderSection, 0)].Span);
        foreach (var section in state.Sections.Where(section => section.Number < whole.PageCounts.Length))
        {
            for (var page = 0; page < whole.PageCounts[section.Number]; page++)
            {
                section.Restore(page, pages[(section.Number, page)].Span);
                section.Marks.TakeForCapture(page);
            }
        }

        for (var zone = 0; state.ZoneBlobs[zone] is { } blob; zone++)
        {
            var fields = RecordReader.OverFields(blob);
            state.Zones.Define(Changes.ZonePicture.Read(ref fields));
        }

        for (var road = 0; state.RoadBlobs[road] is { } blob; road++)
        {
            var fields = RecordReader.OverFields(blob);
            state.Roads.Define(RoadLine.Read(ref fields));
        }

        state.Definitions.Restore();
        state.Rules.Restore();
        state.Commands.Restore();
        for (var twin = 0; twin < state.Twins.Count; twin++)
        {
            ref readonly var row = ref state.Twins[twin];
            if (row.Exists)
            {
                state.AddToIndex(twin);
            }

            if (row.Live && row.ExpiresAfterSeconds > 0)
            {
                state.Silence.Watch(twin, row);
            }
        }

        state.Derivations.Restore(state);
    }
}
