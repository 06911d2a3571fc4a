namespace CityActors.Domain.Derivations.Formulas;

/// <summary>A value that a formula asks the window for.</summary>
/// <param name="Kind">What.</param>
/// <param name="Number">Number of the aggregate, output or counter.</param>
/// <param name="Back">How many windows back; 0: this one.</param>
/// <param name="Name">Attribute or reference table.</param>
/// <param name="Column">Column of the reference table.</param>
internal readonly record struct FormulaSlot(
    FormulaSlotKind Kind, int Number = 0, int Back = 0, string Name = "", string Column = "");

/// <summary>What a formula may ask for.</summary>
internal enum FormulaSlotKind
{
    /// <summary>An aggregate of this window, or of one before.</summary>
    Aggregate,

    /// <summary>The NowCast over an aggregate of this window and those before.</summary>
    NowCast,

    /// <summary>How many twins belong to it.</summary>
    Members,

    /// <summary>How many twins contribute.</summary>
    Contributing,

    /// <summary>How many are silent for too long.</summary>
    Stale,

    /// <summary>How many readings came too late.</summary>
    Late,

    /// <summary>Contributing twins by members.</summary>
    Share,

    /// <summary>An output above.</summary>
    Output,

    /// <summary>An attribute of the derived twin.</summary>
    Attribute,

    /// <summary>A limit of the derived twin.</summary>
    Limit,

    /// <summary>A number between the break points of a table.</summary>
    Interpolated,
}
