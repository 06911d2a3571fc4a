using CityActors.Web.Api.Cases;

namespace CityActors.Web.Api.Alerts;

/// <summary>Until when an alert is put aside.</summary>
internal sealed record ShelvingBody : CaseMoveBody
{
    public required DateTimeOffset Until { get; init; }
}
