using System.Collections.Immutable;
using CityActors.Cases;

namespace CityActors.Alerts;

/// <summary>
/// One alert, keyed by its episode: event-sourced, state first and then told. An expected refusal is an answer
/// (<see cref="MoveAnswer"/>), never an exception. A repetition with the same key changes nothing and is answered the same.
/// </summary>
[Alias("city.IAlertGrain")]
public interface IAlertGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes in what the fold said of the episode, in the order of the log. What it has taken in already changes nothing. The city's
    /// own: called by what follows the change log.
    /// </summary>
    [Alias("Hear")]
    Task Hear(ImmutableArray<AlertReport> reports);

    /// <summary>Makes a move.</summary>
    [Alias("Do")]
    Task<MoveAnswer> Do(AlertAction action, MoveOrder order);

    /// <summary>Looks again whether a suppression window hides it, and whether its shelving is over. The city's own.</summary>
    [Alias("Reconsider")]
    Task Reconsider();

    /// <summary>The alert as it stands; null when there is none.</summary>
    [Alias("Read")]
    Task<AlertState?> Read();

    /// <summary>A part of the timeline, oldest first.</summary>
    /// <param name="after">Version after which it starts; 0 from the beginning.</param>
    /// <param name="most">1-1,000.</param>
    [Alias("Timeline")]
    Task<TimelinePage> Timeline(long after, int most);
}
