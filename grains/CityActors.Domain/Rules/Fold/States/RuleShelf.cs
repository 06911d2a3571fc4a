using CityActors.Domain.Log;
using CityActors.Domain.Rows;

namespace CityActors.Domain.Rules.Fold.States;

/// <summary>What rules must remember, sections 10-13: broken ones, what is usual of channels, counts.</summary>
internal sealed class RuleShelf
{
    /// <summary>Most rules that are broken at once in a partition; beyond them a broken rule raises nothing and is counted.</summary>
    public const int EpisodesMax = 500_000;

    /// <summary>Most channels of a partition whose baseline is kept.</summary>
    public const int BaselinesMax = 1_000_000;

    /// <summary>Most channels of a partition whose hours of the week are kept: 54 MB.</summary>
    public const int HourBaselinesMax = 20_000;

    private readonly RecordWriter scratch = new();

    /// <summary>An empty shelf.</summary>
    public RuleShelf(int episodesMax = EpisodesMax, int baselinesMax = BaselinesMax, int hourBaselinesMax = HourBaselinesMax)
    {
        Episodes = new EpisodeRows(10, episodesMax);
        Baselines = new BaselineRows(11, baselinesMax);
        Hours = new HourBaselines(12, hourBaselinesMax);
    }

    /// <summary>Broken rules.</summary>
    public EpisodeRows Episodes { get; }

    /// <summary>What is usual of channels.</summary>
    public BaselineRows Baselines { get; }

    /// <summary>What is usual of channels by hour of the week.</summary>
    public HourBaselines Hours { get; }

    /// <summary>Twin that the search for silent ones goes on with.</summary>
    public int SearchAt { get; private set; }

    /// <summary>How often a broken rule found no room.</summary>
    public long Overflow { get; private set; }

    /// <summary>How often a reading's baseline found no room.</summary>
    public long BaselineOverflow { get; private set; }

    /// <summary>The sections of snapshots.</summary>
    public IEnumerable<ISection> Sections => [Episodes.Rows, Baselines.Rows, Hours.Blobs, Totals];

    private KeyedBlobs Totals { get; } = new(13);

    /// <summary>Says where the search for silent twins goes on.</summary>
    public void Search(int twin)
    {
        if (twin != SearchAt)
        {
            SearchAt = twin;
            Picture();
        }
    }

    /// <summary>A broken rule found no room.</summary>
    public void CountOverflow()
    {
        Overflow++;
        Picture();
    }

    /// <summary>A baseline found no room.</summary>
    public void CountBaselineOverflow()
    {
        BaselineOverflow++;
        Picture();
    }

    /// <summary>The sections were taken back from a snapshot.</summary>
    public void Restore()
    {
        Episodes.Restore();
        Baselines.Restore();
        if (Totals[0] is { } blob)
        {
            var fields = RecordReader.OverFields(blob);
            (SearchAt, Overflow, BaselineOverflow) = ((int)fields.Number(), fields.Number(), fields.Number());
        }
    }

    private void Picture()
    {
        scratch.Clear();
        scratch.Number(SearchAt).Number(Overflow).Number(BaselineOverflow);
        Totals.Set(0, scratch.Written.Span);
    }
}
