using CityActors.Alerts;
using CityActors.Web.Api.Cases;

namespace CityActors.Web.Api.Alerts;

/// <summary>A suppression window.</summary>
internal sealed record SuppressionBody : CaseMoveBody
{
    public string? Rule { get; init; }

    public string? Family { get; init; }

    public string? Type { get; init; }

    public string? Twin { get; init; }

    public string? Zone { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>The window under an id.</summary>
    public SuppressionDraft Draft(string id) => new(id, Rule, Family, Type, Twin, Zone, From, To);
}
