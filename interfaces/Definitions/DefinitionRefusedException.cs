using System.Collections.Immutable;

namespace CityActors.Definitions;

/// <summary>A definition is not saved because something is wrong with it. Nothing was written.</summary>
[GenerateSerializer, Alias("city.DefinitionRefusedException")]
public sealed class DefinitionRefusedException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="id">Id of the definition.</param>
    /// <param name="problems">At least one.</param>
    public DefinitionRefusedException(string id, ImmutableArray<DefinitionProblem> problems)
        : base($"'{id}' is not saved: {string.Join("; ", problems)}.") => Problems = problems;

    /// <summary>What is wrong.</summary>
    [Id(0)]
    public ImmutableArray<DefinitionProblem> Problems { get; private set; }
}

/// <summary>Somebody else was first: the version that the author has read is not the newest any more. Nothing was written.</summary>
[GenerateSerializer, Alias("city.DefinitionConflictException")]
public sealed class DefinitionConflictException : Exception
{
    /// <summary>Says who was first.</summary>
    /// <param name="id">Id of the definition.</param>
    /// <param name="expected">Version that the author expected; null: none.</param>
    /// <param name="newest">The newest version; null: there is none.</param>
    public DefinitionConflictException(string id, int? expected, DefinitionStamp? newest)
        : base(newest is null
            ? $"'{id}' was expected at version {expected}; it was never defined."
            : $"'{id}' was expected {(expected > 0 ? $"at version {expected}" : "not to be defined")}; "
                + $"{newest.Actor} made version {newest.Version} at {newest.At:yyyy-MM-ddTHH:mm:ss.fffZ} (\"{newest.Why}\").") =>
        Newest = newest;

    /// <summary>The newest version: who made it, when and why; null: there is none.</summary>
    [Id(0)]
    public DefinitionStamp? Newest { get; private set; }
}

/// <summary>There is no definition of that id, or no such version of it.</summary>
[GenerateSerializer, Alias("city.DefinitionNotFoundException")]
public sealed class DefinitionNotFoundException : Exception
{
    /// <summary>Names what was asked for.</summary>
    public DefinitionNotFoundException(string id, int? version)
        : base(version is null ? $"'{id}' was never defined." : $"'{id}' has no version {version}.")
    {
    }
}
