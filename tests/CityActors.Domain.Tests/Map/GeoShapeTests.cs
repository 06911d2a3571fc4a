using CityActors.Domain.Map;

namespace CityActors.Domain.Tests.Map;

public sealed class GeoShapeTests
{
    [Theory]
    [InlineData("""{"type":"Point","coordinates":[105.85,21.03]}""", 105.85, 21.03)]
    [InlineData("""{"type":"Point","coordinates":[105.85,21.03,12]}""", 105.85, 21.03)]
    [InlineData("""{"type":"LineString","coordinates":[[1,1],[2,2],[3,3]]}""", 2, 2)]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,2],[0,2],[0,0]]]}""", 2, 1)]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[3,3],[4,3],[4,4],[3,3]]]]}""", 2, 2)]
    public void Middle_stands_for_the_shape(string json, double longitude, double latitude)
    {
        Assert.Null(GeoShape.TryParse(json, out var shape));
        Assert.Equal((longitude, latitude), (shape!.Middle.Longitude, shape.Middle.Latitude));
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("[]", "type and coordinates")]
    [InlineData("""{"type":"Point"}""", "type and coordinates")]
    [InlineData("""{"type":5,"coordinates":[1,2]}""", "type and coordinates")]
    [InlineData("""{"type":"Circle","coordinates":[1,2]}""", "Circle")]
    [InlineData("""{"type":"Point","coordinates":[1]}""", "[1]")]
    [InlineData("""{"type":"Point","coordinates":["a","b"]}""", "[\"a\",\"b\"]")]
    [InlineData("""{"type":"Point","coordinates":[105,91]}""", "[105,91]")]
    [InlineData("""{"type":"Point","coordinates":[1e400,1]}""", "1e400")]
    [InlineData("""{"type":"LineString","coordinates":[]}""", "1-100,000 places")]
    [InlineData("""{"type":"LineString","coordinates":7}""", "array")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[]}""", "no coordinates")]
    public void Shape_that_is_none_is_refused_with_what_was_expected(string json, string reason)
    {
        var wrong = GeoShape.TryParse(json, out var shape);

        Assert.Contains(reason, wrong, StringComparison.Ordinal);
        Assert.Null(shape);
    }
}
