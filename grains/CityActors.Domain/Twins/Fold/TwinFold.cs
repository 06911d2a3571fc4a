using CityActors.Domain.Changes;
using CityActors.Domain.Derivations.Fold;
using CityActors.Domain.Log;
using CityActors.Domain.Map;

namespace CityActors.Domain.Twins.Fold;

/// <summary>Folds everything that is not a reading. Each record is read and checked whole before anything changes.</summary>
internal sealed class TwinFold(ShardState state, FoldRooms rooms)
{
    private readonly Registrations registrations = new(state, rooms);
    private readonly RecordWriter scratch = new();
    private ChangeWriter changes = null!;
    private string source = "";
    private long arrivedAtMs;

    /// <summary>What makes, describes and deletes twins.</summary>
    public Registrations Registrations => registrations;

    /// <summary>Records of a frame follow.</summary>
    public void Enter(LogFrame frame, ChangeWriter writer)
    {
        changes = writer;
        source = frame.Actor;
        arrivedAtMs = frame.ArrivedAtMs;
        registrations.Enter(frame, writer);
    }

    /// <summary>Folds the record that <paramref name="record"/> stands at.</summary>
    public void Fold(ref RecordReader record, long sequence)
    {
        switch (record.Kind)
        {
            case RecordKind.Register:
                registrations.Register(ref record, sequence);
                break;
            case RecordKind.Describe:
                registrations.Describe(ref record, sequence);
                break;
            case RecordKind.Delete:
                registrations.Delete(ref record, sequence);
                break;
            case RecordKind.Zone:
                Zone(ref record, sequence);
                break;
            case RecordKind.Road:
                Road(ref record);
                break;
            case RecordKind.Tick:
                Tick(record.Number(), sequence);
                break;
            case RecordKind.Gap:
                _ = record.Number();
                state.Silence.ListeningSinceMs = Math.Max(state.Silence.ListeningSinceMs, record.Number());
                break;
            case RecordKind.Source:
                Source(ref record);
                break;
            case RecordKind.FoldVersion:
                state.FoldVersion = checked((int)record.Number());
                break;
            case RecordKind.Skip:
                break;
            case RecordKind.Define:
                Define(ref record, sequence);
                break;
            case RecordKind.Partial:
                rooms.Derivations.Partial(ref record, sequence);
                break;
            case RecordKind.Command:
                rooms.Commands.Command(ref record, sequence);
                break;
            case RecordKind.CommandOutcome:
                rooms.Commands.Outcome(ref record, sequence);
                break;
            default:
                throw new FormatException($"Record kind {(byte)record.Kind} is not known to version {ShardFold.Version} of the fold.");
        }
    }

    /// <summary>Sets a record aside.</summary>
    public void Refuse(long sequence, string? twin, string reason, string detail, ReadOnlySpan<byte> record) =>
        changes.Told(
            ChangeKind.Quarantined, sequence, -1, -1, arrivedAtMs, ChangeWriter.NoPlace, ChangeWriter.NoPlace,
            new Refusal(source, twin, reason, detail, record.ToArray()), Refusal.Write);

    private void Tick(long nowMs, long sequence)
    {
        state.Silence.NowMs = Math.Max(state.Silence.NowMs, nowMs);
        foreach (var twin in state.Silence.TakeDue(state.Twins))
        {
            ref var row = ref state.Twins.Change(twin);
            row.Flags |= TwinFlags.Expired;
            row.ChangedAtMs = arrivedAtMs;
            changes.Told(ChangeKind.Expired, sequence, twin, arrivedAtMs, row.Place, row.Place);
            rooms.Rules.Gone(twin, sequence);
            rooms.Derivations.Gone(twin);
        }

        rooms.Tick(state.Silence.NowMs, sequence);
    }

    private void Define(ref RecordReader record, long sequence)
    {
        var (kind, id, json, why) = CityRecords.ReadDefine(ref record);
        FoldRooms.Check(kind, id, json);
        var known = state.Definitions.Find(kind, id);
        var picture = new DefinitionPicture(
            kind, id, known < 0 ? 1 : state.Definitions[known].Version + 1, json, source, arrivedAtMs, why);
        var number = state.Definitions.Define(picture);
        if (CityActors.Twins.TwinId.PartitionOf(id, state.Partitions) == state.Partition)
        {
            changes.Told(
                ChangeKind.Defined, sequence, -1, -1, arrivedAtMs, ChangeWriter.NoPlace, ChangeWriter.NoPlace, picture,
                DefinitionPicture.Write);
        }

        rooms.Rules.Defined(number, sequence);
        rooms.Derivations.Defined(number);
    }

    private void Source(ref RecordReader record)
    {
        var isReplay = record.Sub == 1;
        var actor = record.RequiredText();
        if (isReplay)
        {
            state.ReplaySources[actor] = record.Number();
        }
        else
        {
            state.ReplaySources.Remove(actor);
        }
    }

    private void Road(ref RecordReader record)
    {
        var road = RoadLine.Read(ref record);
        var number = state.Roads.Define(road);
        scratch.Clear();
        RoadLine.Write(scratch, road);
        state.RoadBlobs.Set(number, scratch.Written.Span);
    }

    private void Zone(ref RecordReader record, long sequence)
    {
        var zone = ZonePicture.Read(ref record);
        var known = state.Zones.Find(zone.Id);
        bool[]? before = null;
        var isAboveAnother = known < 0
            ? state.Zones.IsParent(zone.Id)
            : state.Zones[known].Level != zone.Level || state.Zones[known].Parent != zone.Parent;
        if (known >= 0)
        {
            before = new bool[state.Twins.Count];
            MarkInBox(known, before);
        }

        var number = state.Zones.Define(zone);
        scratch.Clear();
        ZonePicture.Write(scratch, zone);
        state.ZoneBlobs.Set(number, scratch.Written.Span);
        if (CityActors.Twins.TwinId.PartitionOf(zone.Id, state.Partitions) == state.Partition)
        {
            changes.Told(
                ChangeKind.ZoneDefined, sequence, -1, -1, arrivedAtMs, ChangeWriter.NoPlace, ChangeWriter.NoPlace, zone, ZonePicture.Write);
        }

        before ??= new bool[state.Twins.Count];
        MarkInBox(number, before);
        Rebind(before, sequence);
        if (isAboveAnother)
        {
            rooms.Derivations.ZonesChanged();
        }
    }

    private void MarkInBox(int zone, bool[] marks)
    {
        for (var twin = 0; twin < marks.Length; twin++)
        {
            ref readonly var row = ref state.Twins[twin];
            marks[twin] |= row.Exists && row.Place != ChangeWriter.NoPlace && state.Zones.MayHold(zone, Place.Of(row.Place));
        }
    }

    /// <summary>Twins that were or are in the box of a changed zone may belong elsewhere from this record on.</summary>
    private void Rebind(bool[] touched, long sequence)
    {
        for (var twin = 0; twin < touched.Length; twin++)
        {
            if (!touched[twin])
            {
                continue;
            }

            var zone = (ushort)state.Zones.Bind(Place.Of(state.Twins[twin].Place));
            if (zone != state.Twins[twin].Zone)
            {
                state.Twins.Change(twin).Zone = zone;
                registrations.Tell(ChangeKind.Described, twin, sequence, state.Twins[twin].Place);
                rooms.Derivations.Moved(twin);
            }
        }
    }
}
