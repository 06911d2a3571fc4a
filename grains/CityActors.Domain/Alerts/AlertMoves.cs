using System.Collections.Immutable;
using CityActors.Alerts;

namespace CityActors.Domain.Alerts;

/// <summary>Which moves an alert allows when, by the names that the API has for them.</summary>
public static class AlertMoves
{
    /// <summary>Name of a move; null for those that only the city makes.</summary>
    public static string? NameOf(AlertAction action) => action switch
    {
        AcknowledgeAlert => "acknowledge",
        AssignAlert => "assign",
        CommentAlert => "comment",
        ShelveAlert => "shelve",
        UnshelveAlert => "unshelve",
        _ => null,
    };

    /// <summary>All moves that are allowed now.</summary>
    public static ImmutableArray<string> Allowed(Alert alert)
    {
        var allowed = ImmutableArray.CreateBuilder<string>(4);
        if (alert.Acknowledged is null)
        {
            allowed.Add("acknowledge");
        }

        if (alert.ClearedAt is null)
        {
            allowed.Add("assign");
            allowed.Add(alert.Shelved is null ? "shelve" : "unshelve");
        }

        allowed.Add("comment");
        return allowed.ToImmutable();
    }
}
