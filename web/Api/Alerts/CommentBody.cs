using CityActors.Web.Api.Cases;

namespace CityActors.Web.Api.Alerts;

/// <summary>A comment.</summary>
internal sealed record CommentBody : CaseMoveBody
{
    public required string Text { get; init; }
}
