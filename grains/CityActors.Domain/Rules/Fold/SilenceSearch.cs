using CityActors.Domain.Rules.Fold.States;
using CityActors.Domain.Twins;

namespace CityActors.Domain.Rules.Fold;

/// <summary>
/// Looks, tick by tick, for twins whose silence breaks a rule. It walks over the rows instead of keeping a clock for every channel: a
/// twin that is heard costs no memory, and nothing is done when it reports.
/// </summary>
internal sealed class SilenceSearch(ShardState state)
{
    /// <summary>Most twins that a tick looks at: a larger partition is gone round in several ticks.</summary>
    public const int TwinsMax = 100_000;

    private readonly RuleShelf shelf = state.Rules;

    /// <summary>Goes on with the search.</summary>
    public void Go(RuleBook book, Episodes episodes, long nowMs, long sequence)
    {
        var count = state.Twins.Count;
        if (!book.HasSilence || count == 0)
        {
            return;
        }

        var at = shelf.SearchAt < count ? shelf.SearchAt : 0;
        for (var looked = Math.Min(count, TwinsMax); looked > 0; looked--)
        {
            ref readonly var row = ref state.Twins[at];
            if (row.Live && book.Silence(row.Type) is { } set)
            {
                Look(set.General, episodes, at, nowMs, sequence);
                Look(set.Of(at), episodes, at, nowMs, sequence);
            }

            at = at + 1 == count ? 0 : at + 1;
        }

        shelf.Search(count <= TwinsMax ? 0 : at);
    }

    /// <summary>Silence can only break a rule; what makes it normal again is a reading.</summary>
    private void Look(RuleInForce[] rules, Episodes episodes, int twin, long nowMs, long sequence)
    {
        foreach (var rule in rules)
        {
            var place = shelf.Episodes.Find(twin, rule.Number);
            if ((place >= 0 && shelf.Episodes.Rows[place].IsBroken)
                || TwinValues.Find(state, twin, rule.Channel) is not (>= 0 and var channel) || !rule.Applies(state, twin, nowMs))
            {
                continue;
            }

            var values = new TwinValues(state, twin, -1, nowMs, nowMs) { Slots = rule.Slots };
            if (!rule.When.Evaluate(ref values).IsTrue)
            {
                continue;
            }

            if (place < 0)
            {
                episodes.Break(rule, twin, channel, nowMs, sequence);
            }
            else
            {
                episodes.Judged(rule, place, isBroken: true, nowMs, sequence);
            }
        }
    }
}
