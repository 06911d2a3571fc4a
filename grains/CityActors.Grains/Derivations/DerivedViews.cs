using System.Collections.Immutable;
using CityActors.Derivations;
using CityActors.Domain.Changes;
using CityActors.Domain.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Grains.Derivations;

/// <summary>Windows as callers get them.</summary>
internal static class DerivedViews
{
    /// <summary>The window of a picture.</summary>
    public static DerivedWindow Of(DerivedPicture picture) => new(
        picture.Definition,
        picture.Version,
        picture.Target,
        Moment.Of(picture.StartMs),
        Moment.Of(picture.EndMs),
        picture.Revision,
        picture.Final,
        picture.Members,
        picture.Contributing,
        picture.Stale,
        picture.Late,
        [.. picture.Values.Select(static one => new DerivedOutput(one.Channel, one.Value.Kind == ValueKind.None ? null : one.Value))]);

    /// <summary>Windows of twins, newest first for each derivation; none for twins that nothing is derived for.</summary>
    public static ImmutableArray<DerivedWindow> Of(ShardState state, ImmutableArray<string> ids, int windows) =>
        [.. ids.SelectMany(id => state.Derived(id, windows)).Select(Of)];
}
