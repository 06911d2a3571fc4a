namespace CityActors.Domain.Rows;

/// <summary>A row that can be free.</summary>
internal interface IReusedRow
{
    /// <summary>Whether it is free, as its default value is.</summary>
    bool IsFree { get; }
}
