using System.Collections.Immutable;
using CityActors.Domain.Changes;
using CityActors.Domain.Derivations.Merging;
using CityActors.Domain.Twins;

namespace CityActors.Domain.Derivations;

/// <summary>Reads how the windows of derived twins stand.</summary>
internal static class DerivedReads
{
    /// <summary>Most open windows of one derivation that are read.</summary>
    private const int OpenMax = 8;

    /// <summary>Open windows with readings, then the last closed ones, newest first, for each derivation of a twin.</summary>
    public static ImmutableArray<DerivedPicture> Windows(ShardState state, string id, int closed)
    {
        var pictures = ImmutableArray.CreateBuilder<DerivedPicture>();
        foreach (var plan in state.Derivations.Plans.All)
        {
            if (!plan.Merged.TryGetValue(id, out var target))
            {
                continue;
            }

            var zone = MergedTwins.Zone(state, target);
            var open = Merger.Running(state, target).Take(OpenMax).Reverse();
            pictures.AddRange(open.Concat(target.Windows.Values.Reverse().Take(closed))
                .Select(window => Merger.Picture(state, target, window, zone)));
        }

        return pictures.ToImmutable();
    }
}
