using System.Collections.Immutable;
using CityActors.Log;
using CityActors.Streams;
using CityActors.Twins;
using CityActors.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Requests;

/// <summary>
/// Positions of the log in headers: a write answers where it stands, a read asks for it to be there, so that a caller reads what he
/// wrote whoever answers him.
/// </summary>
internal static class Positions
{
    /// <summary>Header of an answer: the log position that holds the write, or that the read picture stands at.</summary>
    public const string Header = "City-Position";

    /// <summary>Header of a read: positions that must be in the answer, one of a partition, with commas between them.</summary>
    public const string AtLeast = "City-At-Least";

    private const int PositionsMax = 64;

    /// <summary>Says the position of an answer.</summary>
    public static void Say(HttpContext context, LogPosition position) => context.Response.Headers[Header] = position.ToString();

    /// <summary>The positions that a read asks for; empty when it asks for none.</summary>
    /// <exception cref="RefusedException">The header is no list of positions.</exception>
    public static ImmutableArray<LogPosition> Asked(HttpContext context)
    {
        var newest = new Dictionary<int, LogPosition>();
        var parts = context.Request.Headers.GetCommaSeparatedValues(AtLeast);
        if (parts.Length > PositionsMax)
        {
            throw Refuse($"at most {PositionsMax} positions, got {parts.Length}");
        }

        foreach (var part in parts)
        {
            if (!LogPosition.TryParse(part, out var position))
            {
                throw Refuse($"positions as {Header} gives them (generation.partition.sequence), got {Short.Quote(part)}");
            }

            if (!newest.TryGetValue(position.Partition, out var other) || other.Sequence < position.Sequence)
            {
                newest[position.Partition] = position;
            }
        }

        return [.. newest.Values];
    }

    /// <summary>The position that a read of one twin asks for; null when it asks for none of the twin's partition.</summary>
    public static async ValueTask<LogPosition?> AskedOf(HttpContext context, string twin, IGrainFactory grains)
    {
        var asked = Asked(context);
        if (asked.IsEmpty)
        {
            return null;
        }

        var partitions = (await grains.GetGrain<IChangesGrain>(0).Now()).Partitions;
        var own = TwinId.PartitionOf(twin, partitions);
        foreach (var position in asked)
        {
            if (position.Partition == own)
            {
                return position;
            }
        }

        return null;
    }

    private static RefusedException Refuse(string expected) =>
        new(ProblemKind.InvalidRequest, $"Expected header {AtLeast}: {expected}.", $"header {AtLeast}");
}
