using CityActors.Map;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Map;

public sealed class MapCellTests
{
    [Property]
    public void Every_place_has_a_cell_that_a_small_box_around_it_names(int x, int y)
    {
        var longitude = x % 1_800_000_000 / 1e7;
        var latitude = y % 900_000_000 / 1e7;

        var cell = MapCell.Of(longitude, latitude);

        Assert.NotEqual(MapCell.Nowhere, cell);
        var within = MapCell.Within(
            Math.Max(-180, longitude - 0.001), Math.Max(-90, latitude - 0.001),
            Math.Min(180, longitude + 0.001), Math.Min(90, latitude + 0.001), 9);
        Assert.Contains(cell, within!);
    }

    [Property]
    public void Cell_splits_into_its_column_and_row(int x, int y)
    {
        var cell = MapCell.Of(x % 1_800_000_000 / 1e7, y % 850_000_000 / 1e7);
        var (column, row) = MapCell.Split(cell);

        Assert.InRange(column, 0, (1 << MapCell.Zoom) - 1);
        Assert.InRange(row, 0, (1 << MapCell.Zoom) - 1);
        Assert.Equal(cell, ((long)column << MapCell.Zoom) + row + 1);
    }

    [Theory]
    [InlineData(double.NaN, 21)]
    [InlineData(105, double.NaN)]
    public void No_number_is_nowhere(double longitude, double latitude) => Assert.Equal(MapCell.Nowhere, MapCell.Of(longitude, latitude));

    [Fact]
    public void Hoan_Kiem_lake_is_in_the_tile_that_web_maps_give_it() =>
        Assert.Equal((13009, 7212), MapCell.Split(MapCell.Of(105.8524, 21.0287)));

    [Fact]
    public void Box_with_too_many_cells_is_refused() => Assert.Null(MapCell.Within(105, 20, 106, 21, 100));
}
