using System.Collections.Immutable;
using CityActors.Cases;

namespace CityActors.Alerts;

/// <summary>
/// Windows in which alerts are expected (tests, maintenance, a feast): alerts are recorded, but neither shown nor folded to incidents.
/// What is still broken when a window ends comes up then. Keyed by 0.
/// </summary>
[Alias("city.ISuppressionsGrain")]
public interface ISuppressionsGrain : IGrainWithIntegerKey
{
    /// <summary>Windows that are not over, by begin and id; at most 2,000.</summary>
    [Alias("List")]
    Task<ImmutableArray<Suppression>> List();

    /// <summary>Puts a window in, in the place of one of the same id. Needs a reason.</summary>
    [Alias("Put")]
    Task<MoveAnswer> Put(SuppressionDraft draft, MoveOrder order);

    /// <summary>Ends a window now. Needs a reason.</summary>
    [Alias("End")]
    Task<MoveAnswer> End(string id, MoveOrder order);
}

/// <summary>What a window is made of. At least one of the five scopes is given; an alert must match all that are.</summary>
/// <param name="Id"><c>[a-z0-9][a-z0-9.-]{0,63}</c>.</param>
/// <param name="Rule">Id of a rule.</param>
/// <param name="Family">Family of rules.</param>
/// <param name="Type">Type of the twin.</param>
/// <param name="Twin">URN of a twin.</param>
/// <param name="Zone">URN of a zone: it and the zones below it.</param>
/// <param name="From">Begin, UTC.</param>
/// <param name="To">End, UTC, after the begin and at most 366 days later.</param>
[GenerateSerializer, Immutable, Alias("city.SuppressionDraft")]
public sealed record SuppressionDraft(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Rule,
    [property: Id(2)] string? Family,
    [property: Id(3)] string? Type,
    [property: Id(4)] string? Twin,
    [property: Id(5)] string? Zone,
    [property: Id(6)] DateTimeOffset From,
    [property: Id(7)] DateTimeOffset To);

/// <summary>A window with who made it, when and why.</summary>
[GenerateSerializer, Immutable, Alias("city.Suppression")]
public sealed record Suppression(
    [property: Id(0)] SuppressionDraft Window,
    [property: Id(1)] long Version,
    [property: Id(2)] long Position,
    [property: Id(3)] string Actor,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] string Reason);
