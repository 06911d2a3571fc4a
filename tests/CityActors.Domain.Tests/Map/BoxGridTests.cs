using CityActors.Domain.Map;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Map;

public sealed class BoxGridTests
{
    [Property(MaxTest = 200)]
    public void Near_holds_every_box_that_holds_the_place_in_the_order_of_numbers(int seed)
    {
        var random = new Random(seed);
        var grid = new BoxGrid();
        var boxes = new List<Box>();
        for (var step = 0; step < 200; step++)
        {
            var number = random.Next(4) == 0 && boxes.Count > 0 ? random.Next(boxes.Count) : boxes.Count;
            var box = random.Next(5) == 0 ? Box.Nothing : RandomBox(random);
            grid.Set(number, box);
            if (number == boxes.Count)
            {
                boxes.Add(box);
            }

            boxes[number] = box;
            var place = new Place(random.Next(-10_000, 10_000), random.Next(-10_000, 10_000));
            var near = grid.Near(place).ToArray();

            Assert.Equal(near.Order(), near);
            Assert.Empty(Enumerable.Range(0, boxes.Count).Where(at => boxes[at].Holds(place)).Except(near));
            Assert.DoesNotContain(near, at => boxes[at].IsNothing);
        }
    }

    [Fact]
    public void Boxes_at_the_ends_of_the_earth_are_found()
    {
        var grid = new BoxGrid();
        grid.Set(0, new Box(-1_800_000_000, -900_000_000, -1_799_999_999, -899_999_999));
        grid.Set(1, new Box(1_799_999_999, 899_999_999, 1_800_000_000, 900_000_000));

        Assert.Contains(0, grid.Near(new Place(-1_800_000_000, -900_000_000)).ToArray());
        Assert.Contains(1, grid.Near(new Place(1_800_000_000, 900_000_000)).ToArray());
        Assert.Empty(grid.Near(new Place(0, 0)).ToArray());
    }

    private static Box RandomBox(Random random)
    {
        var (x, y) = (random.Next(-9000, 9000), random.Next(-9000, 9000));
        return new Box(x, y, x + random.Next(3000), y + random.Next(3000));
    }
}
