using System.Collections.Immutable;
using System.Globalization;
using CityActors.Cases;
using CityActors.Web.Console.Paging;

namespace CityActors.Web.Cases;

/// <summary>
/// A page of a timeline, newest page first: the city gives timelines by version from the oldest on, people begin with what is new.
/// </summary>
/// <param name="Entries">Moves, oldest first.</param>
/// <param name="Next">Where the page of older ones begins, for a <see cref="Trail"/>; null: these are the oldest.</param>
internal sealed record TimelinePart(ImmutableArray<TimelineEntry> Entries, string? Next)
{
    private const int Most = 50;

    /// <summary>No timeline.</summary>
    public static TimelinePart Nothing { get; } = new([], null);

    /// <summary>Reads the page that a trail stands at.</summary>
    /// <param name="trail">The way so far.</param>
    /// <param name="version">Newest version there is.</param>
    /// <param name="ask">Asks for moves after a version, at most so many.</param>
    public static async Task<TimelinePart> Read(Trail trail, long version, Func<long, int, Task<TimelinePage>> ask)
    {
        var upTo = trail.At is { } at ? long.Parse(at, CultureInfo.InvariantCulture) : version;
        var after = Math.Max(0, upTo - Most);
        if (upTo <= 0)
        {
            return Nothing;
        }

        var page = await ask(after, (int)(upTo - after));
        return new TimelinePart(page.Entries, after > 0 ? after.ToString(CultureInfo.InvariantCulture) : null);
    }
}
