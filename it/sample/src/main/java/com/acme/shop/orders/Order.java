package com.acme.shop.orders;

import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;

record Order(int number, String customer, String country, BigDecimal total) {
    private static final List<String> CUSTOMERS =
            List.of("M. Okafor", "J. Lindqvist", "Ana Sousa", "Zoë de Vries", "R. Banerjee", "Łucja Nowak");
    private static final List<String> COUNTRIES = List.of("NG", "SE", "PT", "NL", "IN", "PL", "");

    static Order arrived(int number, RandomGenerator random) {
        return new Order(number, any(CUSTOMERS, random), any(COUNTRIES, random), price(random));
    }

    private static String any(List<String> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    private static BigDecimal price(RandomGenerator random) {
        return BigDecimal.valueOf(random.nextInt(900, 42_000), 2);
    }
}
