namespace CityActors.Web.Api.Cases;

/// <summary>Body of a move that says nothing but, perhaps, why.</summary>
internal record CaseMoveBody
{
    /// <summary>Why; null when nothing is said.</summary>
    public string? Reason { get; init; }
}
