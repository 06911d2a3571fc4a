using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CityActors.Cases;
using Orleans.Concurrency;

namespace CityActors.Grains.Cases.Telling;

/// <summary>Reads the store of cases on behalf of those who follow it: each at his own pace, from where he was.</summary>
[StatelessWorker]
internal sealed class CaseFeedGrain(ICaseStore store) : Grain, ICaseFeedGrain
{
    private const int SliceMax = 500;
    private static readonly ImmutableArray<string> Kinds =
        [CaseKinds.Alert, CaseKinds.Incident, CaseKinds.WorkOrder, CaseKinds.Suppression, CaseKinds.Link];

    /// <inheritdoc/>
    public async Task<long> Now() => await store.Position();

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaseNews> Changes(
        ImmutableArray<string> kinds, long? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var sought = kinds.IsDefault ? [] : kinds;
        if (sought.FirstOrDefault(static kind => !Kinds.Contains(kind)) is { } unknown)
        {
            throw new ArgumentException($"Expected kinds of {string.Join(", ", Kinds)}; got '{unknown}'.", nameof(kinds));
        }

        var newest = await store.Position(cancellationToken);
        if (after < 0 || after > newest)
        {
            throw new ArgumentException($"Position {after} of the case store was never given out; it stands at {newest}.", nameof(after));
        }

        for (var position = after ?? newest; ;)
        {
            var seen = store.Writes;
            var slice = await store.ReadAll(sought, position, SliceMax, cancellationToken);
            foreach (var each in slice.Events)
            {
                yield return new CaseNews(
                    each.Position, each.Case.Kind, each.Case.Id, each.Version, each.At, each.Actor, each.Type, each.Body);
            }

            if (slice.Position == position)
            {
                await store.Written(seen, cancellationToken);
            }

            position = slice.Position;
        }
    }
}
