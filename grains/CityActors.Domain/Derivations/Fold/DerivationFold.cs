using CityActors.Domain.Changes;
using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations.Formulas;
using CityActors.Domain.Derivations.Gathering;
using CityActors.Domain.Derivations.Merging;
using CityActors.Domain.Log;
using CityActors.Domain.Twins;
using CityActors.Domain.Twins.Fold;
using CityActors.Twins;

namespace CityActors.Domain.Derivations.Fold;

/// <summary>
/// Gathers what the twins of this partition contribute to derived twins, and makes the values of the derived twins that it owns out of
/// what all partitions contribute.
/// </summary>
internal sealed class DerivationFold
{
    private readonly ShardState state;
    private readonly DerivationState derivations;
    private readonly Contributions contributions;
    private readonly Memberships memberships;
    private readonly SourceTicks ticks;
    private Merger merger = null!;
    private ChangeWriter changes = null!;
    private long arrivedAtMs;

    /// <summary>Derivations of a state.</summary>
    public DerivationFold(ShardState state)
    {
        (this.state, derivations) = (state, state.Derivations);
        contributions = new Contributions(state);
        memberships = new Memberships(state, contributions);
        ticks = new SourceTicks(state);
    }

    /// <summary>Says by which ways values are taken in and derived twins registered.</summary>
    public void Attach(ReadingFold readings, Registrations registrations) =>
        merger = new Merger(state, new MergedTwins(state, readings, registrations));

    /// <summary>Records of a frame follow.</summary>
    public void Enter(LogFrame frame, ChangeWriter writer)
    {
        changes = writer;
        arrivedAtMs = frame.ArrivedAtMs;
        memberships.Enter(frame.ArrivedAtMs);
        merger.Enter(frame, writer);
    }

    /// <summary>Checks a definition before it is taken.</summary>
    /// <exception cref="FormatException">It is a derivation, and something is wrong with it.</exception>
    public static void Check(DefinitionKind kind, string id, string? json)
    {
        if (kind == DefinitionKind.Derivation && json is not null && DerivationReader.Read(id, json, out var problems) is null)
        {
            throw new FormatException($"Derivation {id}: {problems[0]}.");
        }

        if (kind == DefinitionKind.ReferenceTable && json is not null)
        {
            ReferenceTable.Read(json);
        }
    }

    /// <summary>A derivation, or a table that derivations look into, has a new version.</summary>
    public void Defined(int number)
    {
        var picture = state.Definitions[number];
        if (picture.Kind == DefinitionKind.ReferenceTable)
        {
            if (picture.Json is { } table)
            {
                derivations.Tables[picture.Id] = ReferenceTable.Read(table);
            }
            else
            {
                derivations.Tables.Remove(picture.Id);
            }
        }
        else if (picture.Kind == DefinitionKind.Derivation)
        {
            Put(number, picture);
        }
    }

    /// <summary>A reading was taken in: the row has it.</summary>
    /// <param name="twin">Handle of the twin.</param>
    /// <param name="channel">Handle of the channel.</param>
    /// <param name="before">The row as it was before.</param>
    public void Contribute(int twin, int channel, in ChannelRow before)
    {
        if (derivations.Plans.Uses(state.Channels[channel].Name) is not { } uses)
        {
            return;
        }

        var type = state.Twins[twin].Type;
        for (var i = 0; i < uses.Length; i++)
        {
            if (uses[i].Type == type && uses[i].Plan.Members.TryGetValue(twin, out var member))
            {
                contributions.Take(member, uses[i], channel, before, arrivedAtMs);
            }
        }
    }

    /// <summary>A reading came that is older than its channel's newest: it changes no value, but is counted.</summary>
    public void Late(int twin, int channel, long observedAtMs)
    {
        if (derivations.Plans.Uses(state.Channels[channel].Name) is not { } uses)
        {
            return;
        }

        var type = state.Twins[twin].Type;
        Plan? counted = null;
        foreach (var use in uses)
        {
            if (use.Type == type && use.IsValue && use.Plan != counted && use.Plan.Members.TryGetValue(twin, out var member))
            {
                contributions.CountLate(member, observedAtMs);
                counted = use.Plan;
            }
        }
    }

    /// <summary>A twin moved to another zone or road segment.</summary>
    public void Moved(int twin)
    {
        var type = state.Twins[twin].Type;
        foreach (var plan in derivations.Plans.All)
        {
            if (plan.Derivation.By.Kind is BelongingKind.Zone or BelongingKind.Segment && plan.Types.Contains(type))
            {
                memberships.Follow(plan, twin, hasMoved: true);
            }
        }
    }

    /// <summary>A twin was registered, revived, or its channels, attributes or relations changed.</summary>
    public void Described(int twin)
    {
        derivations.Plans.Resolve(state);
        var type = state.Twins[twin].Type;
        foreach (var plan in derivations.Plans.All)
        {
            if (plan.Types.Contains(type))
            {
                memberships.Follow(plan, twin);
            }
        }

        if (derivations.Gone > 0)
        {
            Mark(twin, isGone: false);
        }
    }

    /// <summary>A twin is gone, or fell silent for longer than its time to live.</summary>
    public void Gone(int twin)
    {
        foreach (var plan in derivations.Plans.All)
        {
            if (plan.Members.ContainsKey(twin))
            {
                memberships.Follow(plan, twin);
            }
        }

        if (!state.Twins[twin].Exists)
        {
            Mark(twin, isGone: true);
        }
    }

    /// <summary>Zones lie above each other in another way.</summary>
    public void ZonesChanged()
    {
        foreach (var plan in derivations.Plans.All)
        {
            if (plan.Derivation.By.Kind == BelongingKind.Zone)
            {
                FollowAll(plan, hasMoved: true);
            }
        }
    }

    /// <summary>What a partition contributes to a derived twin of this one; or, as sub-kind 1, how far this one's was carried.</summary>
    public void Partial(ref RecordReader record, long sequence)
    {
        if (record.Sub == PartialRecords.CarriedSub)
        {
            derivations.Carried(record.Number());
            return;
        }

        var (partition, at, index) = (checked((int)record.Number()), record.Number(), checked((int)record.Number()));
        if (partition < 0 || partition >= state.Partitions)
        {
            throw new FormatException($"Expected a partial of a partition from 0 to {state.Partitions - 1}, got {partition}.");
        }

        var partial = PartialPicture.Read(ref record);
        if (TwinId.PartitionOf(partial.Target, state.Partitions) != state.Partition)
        {
            throw new FormatException($"Partition {state.Partition} does not own {partial.Target}.");
        }

        merger.Take(partition, at, index, partial, sequence);
    }

    /// <summary>Time passed: what has changed is said, what is silent counts as stale.</summary>
    public void Tick(long nowMs, long sequence)
    {
        ticks.Tick(nowMs, arrivedAtMs, sequence, changes);
        merger.Tick(nowMs, sequence);
    }

    private void Put(int number, DefinitionPicture picture)
    {
        var before = derivations.Plans.Find(number);
        var derivation = picture.Json is { } json ? DerivationReader.Read(picture.Id, json, out _) : null;
        if (derivation is { Enabled: true } && FormulaSet.Compile(derivation, []) is { } formulas)
        {
            if (before is not null && before.Fits(derivation, formulas))
            {
                before.GoOn(picture.Version, derivation, formulas);
                derivations.Plans.Set(number, before);
                derivations.Plans.Resolve(state);
                return;
            }

            Drop(number, before);
            var plan = new Plan(number, picture.Version, picture.Version, derivation, formulas);
            derivations.Plans.Set(number, plan);
            derivations.Base(number, picture.Version);
            derivations.Plans.Resolve(state);
            FollowAll(plan);
            return;
        }

        Drop(number, before);
    }

    private void Drop(int number, Plan? plan)
    {
        if (plan is not null)
        {
            memberships.Drop(plan);
            merger.Drop(plan);
            derivations.Plans.Set(number, null);
            derivations.Plans.Resolve(state);
        }
    }

    private void FollowAll(Plan plan, bool hasMoved = false)
    {
        for (var twin = 0; twin < state.Twins.Count; twin++)
        {
            ref readonly var row = ref state.Twins[twin];
            if (row.Live && plan.Types.Contains(row.Type))
            {
                memberships.Follow(plan, twin, hasMoved);
            }
        }
    }

    private void Mark(int twin, bool isGone)
    {
        string? id = null;
        foreach (var plan in derivations.Plans.All)
        {
            if (plan.Merged.Count > 0 && plan.Merged.TryGetValue(id ??= state.IdText(twin), out var target) && target.IsGone != isGone)
            {
                target.IsGone = isGone;
                derivations.Gone += isGone ? 1 : -1;
                derivations.Merged.Touch(target.Slot);
            }
        }
    }
}
