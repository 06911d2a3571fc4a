namespace CityActors.Domain.Definitions;

/// <summary>What a definition defines. Numbers are part of the data format: never changed, never reused.</summary>
public enum DefinitionKind : byte
{
    /// <summary>A rule: when a twin's readings mean an alert, or are no good.</summary>
    Rule = 1,

    /// <summary>A derivation: how the values of a road, building, zone or KPI follow from readings of others.</summary>
    Derivation = 2,

    /// <summary>A reference table: limits and break points with their validity and source.</summary>
    ReferenceTable = 3,
}
