using System.Collections.Immutable;
using System.Text;
using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Domain.Map;
using CityActors.Twins;

namespace CityActors.Domain.Twins.Fold;

/// <summary>Folds what makes, describes and deletes twins.</summary>
internal sealed class Registrations(ShardState state, FoldRooms rooms)
{
    /// <summary>Longest time to live: ten years, in seconds.</summary>
    public const int ExpiresAfterSecondsMax = 315_576_000;

    private readonly ChannelRegistrations channels = new(state);
    private readonly RecordWriter scratch = new();
    private ChangeWriter changes = null!;
    private long arrivedAtMs;

    /// <summary>Records of a frame follow.</summary>
    public void Enter(LogFrame frame, ChangeWriter writer)
    {
        changes = writer;
        arrivedAtMs = frame.ArrivedAtMs;
    }

    /// <summary>Register: a new twin, or more of a known one.</summary>
    public void Register(ref RecordReader record, long sequence) => Register(ReadDefinition(ref record), sequence);

    /// <summary>The same of a definition that is there already.</summary>
    /// <exception cref="FormatException">There is no room for its names; nothing was changed.</exception>
    public void Register(TwinDefinition definition, long sequence)
    {
        var known = state.TryFind(definition.Id, out var twin);
        var labels = channels.Label(definition, twin);
        var before = known ? state.Picture(twin) : new TwinPicture(definition.Id, TwinPicture.NoAttributes, [], null);
        var after = before with
        {
            Attributes = before.Attributes.SetItems(definition.Attributes),
            Relations = Union(before.Relations, definition.Relations),
        };
        if (!known)
        {
            twin = Add(definition);
        }

        var seconds = (int)(definition.ExpiresAfter?.TotalSeconds ?? 0);
        var longer = seconds > 0 && state.Twins[twin].ExpiresAfterSeconds != seconds;
        if (longer)
        {
            Expire(twin, seconds);
        }

        var previousPlace = state.Twins[twin].Place;
        var moved = Keep(twin, before, after, known);
        var first = state.Channels.Count;
        var renamed = channels.Add(twin, labels);
        if (!known || longer || moved || renamed || state.Channels.Count > first || !Same(before, after))
        {
            state.Twins.Change(twin).ChangedAtMs = arrivedAtMs;
            Tell(known ? ChangeKind.Described : ChangeKind.Registered, twin, sequence, previousPlace);
            channels.Tell(twin, renamed ? 0 : first, sequence, arrivedAtMs, changes);
            rooms.Described(twin, sequence);
        }
    }

    /// <summary>Describe: attributes and relations of a known twin; one of a twin that is not there (any more) changes nothing.</summary>
    public void Describe(ref RecordReader record, long sequence)
    {
        var id = record.RequiredText();
        var attributes = new List<(string Name, string? Json)>();
        for (var count = record.Number(); count > 0; count--)
        {
            attributes.Add((record.RequiredText(), record.Text()));
        }

        var relate = ReadRelations(ref record, id);
        var unrelate = ReadRelations(ref record, id);
        if (!state.TryFind(id, out var twin))
        {
            return;
        }

        var before = state.Picture(twin);
        var changed = before.Attributes;
        foreach (var (name, json) in attributes)
        {
            changed = json is null ? changed.Remove(name) : changed.SetItem(name, json);
        }

        var after = before with { Attributes = changed, Relations = Union(before.Relations.RemoveRange(unrelate), relate) };
        var previousPlace = state.Twins[twin].Place;
        if (Keep(twin, before, after, true) || !Same(before, after))
        {
            state.Twins.Change(twin).ChangedAtMs = arrivedAtMs;
            Tell(ChangeKind.Described, twin, sequence, previousPlace);
            rooms.Described(twin, sequence);
        }
    }

    /// <summary>Delete: the row becomes a tombstone, its handles are never given again.</summary>
    public void Delete(ref RecordReader record, long sequence)
    {
        if (!state.TryFind(record.RequiredText(), out var twin))
        {
            return;
        }

        state.RemoveFromIndex(twin);
        ref var row = ref state.Twins.Change(twin);
        row.Flags |= TwinFlags.Deleted;
        row.ChangedAtMs = arrivedAtMs;
        state.TwinCount--;
        state.Descriptions.Remove(twin);
        for (var channel = row.FirstChannel; channel >= 0; channel = state.Channels[channel].Next)
        {
            state.Texts.Remove(channel);
            state.ChannelCount--;
        }

        changes.Told(ChangeKind.Deleted, sequence, twin, arrivedAtMs, row.Place, row.Place);
        rooms.Deleted(twin, sequence);
    }

    /// <summary>Says how a twin is described now.</summary>
    public void Tell(ChangeKind kind, int twin, long sequence, long previousPlace) =>
        changes.Told(
            kind, sequence, twin, -1, arrivedAtMs, state.Twins[twin].Place, previousPlace, state.Picture(twin), TwinPicture.Write);

    private static TwinDefinition ReadDefinition(ref RecordReader record)
    {
        var id = record.RequiredText();
        if (!TwinId.IsValid(id))
        {
            throw new FormatException($"Expected an id urn:ngsi-ld:Type:local, got '{id}'.");
        }

        var seconds = record.Number();
        if (seconds is < 0 or > ExpiresAfterSecondsMax)
        {
            throw new FormatException($"{id}: expected a time to live of 0-{ExpiresAfterSecondsMax} s, got {seconds}.");
        }

        var channels = ImmutableArray.CreateBuilder<ChannelDefinition>();
        for (var count = record.Number(); count > 0; count--)
        {
            channels.Add(new ChannelDefinition(record.RequiredText(), record.Text()));
        }

        var attributes = TwinPicture.NoAttributes.ToBuilder();
        for (var count = record.Number(); count > 0; count--)
        {
            attributes[record.RequiredText()] = record.RequiredText();
        }

        return new TwinDefinition(
            id, channels.ToImmutable(), attributes.ToImmutable(), ReadRelations(ref record, id),
            seconds > 0 ? TimeSpan.FromSeconds(seconds) : null);
    }

    private static ImmutableArray<TwinRelation> ReadRelations(ref RecordReader record, string subject)
    {
        var relations = ImmutableArray.CreateBuilder<TwinRelation>();
        for (var count = record.Number(); count > 0; count--)
        {
            relations.Add(new TwinRelation(subject, record.RequiredText(), record.RequiredText()));
        }

        return relations.ToImmutable();
    }

    private static ImmutableArray<TwinRelation> Union(ImmutableArray<TwinRelation> known, ImmutableArray<TwinRelation> more) =>
        more.IsEmpty
            ? known
            : [.. known.Concat(more).Distinct()
                .OrderBy(static relation => relation.Name, StringComparer.Ordinal)
                .ThenBy(static relation => relation.Object, StringComparer.Ordinal)];

    private static bool Same(TwinPicture before, TwinPicture after) =>
        before.Attributes.SequenceEqual(after.Attributes) && before.Relations.SequenceEqual(after.Relations);

    private int Add(TwinDefinition definition)
    {
        var id = Encoding.UTF8.GetBytes(definition.Id);
        var twin = state.Twins.Add(new TwinRow
        {
            IdAt = state.Ids.Add(id),
            IdLength = checked((ushort)id.Length),
            Type = (ushort)state.Labels.Find(TwinId.TypeOf(definition.Id)),
            FirstChannel = -1,
            Segment = -1,
            Place = ChangeWriter.NoPlace,
            RegisteredAtMs = arrivedAtMs,
            ChangedAtMs = arrivedAtMs,
        });
        state.AddToIndex(twin);
        state.TwinCount++;
        return twin;
    }

    private void Expire(int twin, int seconds)
    {
        ref var row = ref state.Twins.Change(twin);
        row.ExpiresAfterSeconds = seconds;
        row.ChangedAtMs = arrivedAtMs;
        if (row.Live)
        {
            state.Silence.Watch(twin, row);
        }
    }

    /// <summary>Keeps a description, and binds the twin to the place its attribute says, when that attribute changed.</summary>
    /// <returns>Whether place or zone changed.</returns>
    private bool Keep(int twin, TwinPicture before, TwinPicture after, bool known)
    {
        if (after.Attributes.IsEmpty && after.Relations.IsEmpty)
        {
            state.Descriptions.Remove(twin);
        }
        else if (!known || !Same(before, after))
        {
            scratch.Clear();
            TwinPicture.Write(scratch, after with { Zone = null });
            state.Descriptions.Set(twin, scratch.Written.Span);
        }

        var json = after.Attributes.GetValueOrDefault(PlaceNames.Location);
        if (json is null || json == before.Attributes.GetValueOrDefault(PlaceNames.Location)
            || GeoShape.TryParse(json, out var shape) is not null)
        {
            return false;
        }

        ref var row = ref state.Twins.Change(twin);
        var place = shape!.Middle;
        var moved = row.Place != place.Packed;
        row.Place = place.Packed;
        row.Zone = (ushort)state.Zones.Bind(place);
        return moved;
    }
}
