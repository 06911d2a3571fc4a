using System.Collections.Immutable;
using CityActors.Domain.Derivations.Formulas;
using CityActors.Domain.Derivations.Gathering;
using CityActors.Domain.Derivations.Merging;
using CityActors.Domain.Twins;
using CityActors.Kpis;

namespace CityActors.Domain.Derivations.Fold;

/// <summary>A derivation at work in a partition.</summary>
internal sealed class Plan(int definition, int basis, int version, Derivation derivation, FormulaSet formulas)
{
    /// <summary>Panes that are gathered are said no oftener than this, milliseconds.</summary>
    private const long PaceMsMin = 1_000;

    private const long PaceMsMax = 60_000;
    private const int SaidAPane = 12;

    /// <summary>Number of its definition.</summary>
    public int Definition => definition;

    /// <summary>
    /// Version since which windows and sums are of the same shape: what partitions say of them fits together exactly when this is the
    /// same.
    /// </summary>
    public int Basis => basis;

    /// <summary>Its version.</summary>
    public int Version { get; private set; } = version;

    /// <summary>What it says.</summary>
    public Derivation Derivation { get; private set; } = derivation;

    /// <summary>Its formulas made ready.</summary>
    public FormulaSet Formulas { get; private set; } = formulas;

    /// <summary>Whether any term needs smallest, largest, first or last.</summary>
    public bool NeedsOrder { get; private set; } = formulas.NeedsOrder;

    /// <summary>How often open windows are said, milliseconds.</summary>
    public long PaceMs => Math.Clamp(Derivation.Window.StepMs / SaidAPane, PaceMsMin, PaceMsMax);

    /// <summary>Words of the types whose twins contribute; 0 for those that no twin has yet.</summary>
    public ImmutableArray<ushort> Types { get; private set; } = [];

    /// <summary>Twins that contribute, by handle.</summary>
    public Dictionary<int, SourceMember> Members { get; } = [];

    /// <summary>Derived twins that they contribute to, by URN.</summary>
    public Dictionary<string, SourceTarget> Targets { get; } = new(StringComparer.Ordinal);

    /// <summary>Derived twins of this partition, by URN.</summary>
    public Dictionary<string, MergedTarget> Merged { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the windows and sums of another version are of the same shape.</summary>
    public bool Fits(Derivation other, FormulaSet formulas) =>
        Derivation.Window == other.Window && Derivation.By with { Levels = [] } == other.By with { Levels = [] }
        && Derivation.By.Levels.AsSpan().SequenceEqual(other.By.Levels.AsSpan())
        && (Derivation.ValidFromMs, Derivation.ValidToMs, Derivation.Kpi is null)
            == (other.ValidFromMs, other.ValidToMs, other.Kpi is null)
        && Formulas.Terms.Length == formulas.Terms.Length
        && Formulas.Terms.Zip(formulas.Terms).All(static pair =>
            pair.First.IsSame(pair.Second) && pair.First.NeedsOrder == pair.Second.NeedsOrder
            && pair.First.NeedsNumbers == pair.Second.NeedsNumbers);

    /// <summary>Goes on by another version that fits.</summary>
    public void GoOn(int next, Derivation derivation, FormulaSet formulas) =>
        (Version, Derivation, Formulas, NeedsOrder) = (next, derivation, formulas, formulas.NeedsOrder);

    /// <summary>Finds the words of types anew: some may be known now that were not.</summary>
    public void Resolve(ShardState state) =>
        Types = [.. Formulas.Terms.Select(term => (ushort)state.Labels.Find(term.Type)).Where(static word => word != 0).Distinct()];

    /// <summary>URN of the derived twin that speaks of a zone, road, or the city.</summary>
    /// <param name="subject">URN of what it speaks of.</param>
    public string TargetOf(string subject) => Derivation.Kpi is null
        ? subject
        : $"urn:ngsi-ld:{KpiValue.TwinType}:{Derivation.Id}:{(subject == Belonging.City ? "city" : Local(subject))}";

    /// <summary>Whether a reading of that time may contribute.</summary>
    public bool IsValidAt(long ms) =>
        ms >= (Derivation.ValidFromMs ?? Windows.WindowRule.FirstMs) && ms <= (Derivation.ValidToMs ?? Windows.WindowRule.LastMs);

    private static string Local(string id) =>
        CityActors.Twins.TwinId.TryParse(id, out _, out var local) ? local.ToString() : id;
}
