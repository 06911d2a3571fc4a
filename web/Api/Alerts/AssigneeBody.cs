using CityActors.Web.Api.Cases;

namespace CityActors.Web.Api.Alerts;

/// <summary>Who deals with an alert; null: nobody.</summary>
internal sealed record AssigneeBody : CaseMoveBody
{
    public required string? Assignee { get; init; }
}
