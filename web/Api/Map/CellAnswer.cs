namespace CityActors.Web.Api.Map;

/// <summary>Cells of a box.</summary>
/// <param name="Zoom">Tile zoom of the cells.</param>
/// <param name="Cells">Row by row.</param>
internal sealed record CellAnswer(int Zoom, IEnumerable<CellDocument> Cells);

/// <summary>A cell of the map grid.</summary>
/// <param name="Cell">Its number.</param>
/// <param name="X">Column of the tile.</param>
/// <param name="Y">Row of the tile.</param>
internal sealed record CellDocument(long Cell, int X, int Y);
