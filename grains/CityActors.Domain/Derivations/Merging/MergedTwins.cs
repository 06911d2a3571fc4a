using System.Collections.Immutable;
using System.Text.Json;
using CityActors.Domain.Derivations.Fold;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Derivations.Merging;

/// <summary>Takes values into the derived twins as readings, by the path of every reading; registers those that are missing.</summary>
internal sealed class MergedTwins(ShardState state, ReadingFold readings, Registrations registrations)
{
    /// <summary>Takes the values of a closed window in, observed at its end.</summary>
    public void Read(MergedTarget target, MergedWindow window, long sequence)
    {
        if (target.IsGone || Array.TrueForAll(window.Values, static value => value.Kind == ValueKind.None))
        {
            return;
        }

        var twin = Twin(target, sequence);
        for (var i = 0; twin >= 0 && i < window.Values.Length; i++)
        {
            if (window.Values[i].Kind != ValueKind.None
                && state.FindChannel(twin, target.Plan.Derivation.Channels[i].Name) is >= 0 and var channel)
            {
                readings.TakeIn(channel, window.Values[i], window.EndMs, sequence);
            }
        }
    }

    /// <summary>Handle of the derived twin with all its channels; -1 when it cannot be registered.</summary>
    public int Twin(MergedTarget target, long sequence)
    {
        if (target.IsGone)
        {
            return -1;
        }

        var derivation = target.Plan.Derivation;
        if (state.TryFind(target.Id, out var twin) && HasChannels(twin, derivation))
        {
            return twin;
        }

        try
        {
            registrations.Register(Definition(target, derivation), sequence);
            return state.TryFind(target.Id, out twin) ? twin : -1;
        }
        catch (FormatException)
        {
            // There is no room for its names: the windows are said, but nothing can be read of the twin. Nothing was changed.
            state.Derivations.Drop(1);
            return state.TryFind(target.Id, out twin) ? twin : -1;
        }
    }

    private bool HasChannels(int twin, Derivation derivation)
    {
        foreach (var channel in derivation.Channels)
        {
            if (state.FindChannel(twin, channel.Name) is var handle && (handle < 0 || state.Labels[state.Channels[handle].Unit] is null)
                && (handle < 0 || channel.Unit is not null))
            {
                return false;
            }
        }

        return true;
    }

    private TwinDefinition Definition(MergedTarget target, Derivation derivation)
    {
        var definition = TwinDefinition.Bare(target.Id) with
        {
            Channels = [.. derivation.Channels.Select(static channel => new ChannelDefinition(channel.Name, channel.Unit))],
        };
        return derivation.Kpi is null
            ? definition
            : definition with
            {
                Attributes = ImmutableSortedDictionary.CreateRange(
                    StringComparer.Ordinal, [KeyValuePair.Create("name", JsonSerializer.Serialize(derivation.NameVi))]),
                Relations = Zone(state, target) is { } zone ? [new TwinRelation(target.Id, "refZone", zone)] : [],
            };
    }

    /// <summary>URN of the zone that a derived twin speaks of; null when none is known.</summary>
    public static string? Zone(ShardState state, MergedTarget target)
    {
        var derivation = target.Plan.Derivation;
        if (derivation.By.Kind == BelongingKind.City)
        {
            return null;
        }

        if (derivation.By.Kind == BelongingKind.Zone)
        {
            var before = $"urn:ngsi-ld:{CityActors.Kpis.KpiValue.TwinType}:{derivation.Id}:";
            return derivation.Kpi is null ? target.Id : $"urn:ngsi-ld:{derivation.By.Type}:{target.Id[before.Length..]}";
        }

        return state.TryFind(target.Id, out var twin) ? state.Zones.IdOf(state.Twins[twin].Zone) : null;
    }
}
