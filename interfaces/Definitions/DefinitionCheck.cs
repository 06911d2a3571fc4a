using System.Collections.Immutable;

namespace CityActors.Definitions;

/// <summary>What is wrong with a definition.</summary>
/// <param name="Field">Path of the field, e.g. <c>condition</c> or <c>rows[3].values</c>; empty: the definition as a whole.</param>
/// <param name="Line">Line in the text of the field, from 1; 0: the field as a whole.</param>
/// <param name="Column">Column in that line, from 1; 0: the field as a whole.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Found">What came.</param>
[GenerateSerializer, Immutable, Alias("city.DefinitionProblem")]
public readonly record struct DefinitionProblem(
    [property: Id(0)] string Field,
    [property: Id(1)] int Line,
    [property: Id(2)] int Column,
    [property: Id(3)] string Expected,
    [property: Id(4)] string Found)
{
    /// <summary>One sentence.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{(Field.Length > 0 ? Field : "definition")}{(Line > 0 ? $" ({Line}:{Column})" : "")}: expected {Expected}, got {Found}");
}

/// <summary>What one evaluation of a definition costs, as measured while it was checked.</summary>
/// <param name="Nanoseconds">Time of one evaluation in nanoseconds, the median of many.</param>
/// <param name="Operations">Operations of the compiled program.</param>
/// <param name="NanosecondsMax">Most that is allowed.</param>
/// <param name="OperationsMax">Most that is allowed.</param>
[GenerateSerializer, Immutable, Alias("city.DefinitionCost")]
public sealed record DefinitionCost(
    [property: Id(0)] double Nanoseconds,
    [property: Id(1)] int Operations,
    [property: Id(2)] double NanosecondsMax,
    [property: Id(3)] int OperationsMax);

/// <summary>What a check of a definition found.</summary>
/// <param name="Problems">What is wrong; empty: it can be saved.</param>
/// <param name="Cost">What it costs; null when it was not measured, because it does not parse or is a table.</param>
[GenerateSerializer, Immutable, Alias("city.DefinitionCheck")]
public sealed record DefinitionCheck(
    [property: Id(0)] ImmutableArray<DefinitionProblem> Problems,
    [property: Id(1)] DefinitionCost? Cost)
{
    /// <summary>Whether it can be saved.</summary>
    public bool IsGood => Problems.IsEmpty;
}
